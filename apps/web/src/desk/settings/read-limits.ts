import type { Limits } from '@lastpair/contracts';
import { Limits as LimitsSchema } from '@lastpair/contracts';
import { textOf } from '../../merchant/form-text.ts';

/** Limits as read from a form, or what is wrong in it. An empty field is a limit that is never reached. */
export type ReadLimits = { ok: true; limits: Limits } | { ok: false; problem: string };

/** Reads the fields `low`, `high` and `margin`. */
export function readLimits(form: FormData): ReadLimits {
  const limitOf = (field: string): number | null => {
    const text = textOf(form, field);
    return text === '' ? null : Number(text);
  };
  const read = LimitsSchema.safeParse({
    low: limitOf('low'),
    high: limitOf('high'),
    margin: Number(textOf(form, 'margin')),
  });
  if (read.success) return { ok: true, limits: read.data };
  const [issue] = read.error.issues;
  const problem =
    issue?.path[0] === 'margin'
      ? 'The margin is a whole number from 1.'
      : issue?.path.length === 0
        ? 'Too few must be less than too many.'
        : 'Limits are whole numbers from 0; leave one empty for never.';
  return { ok: false, problem };
}
