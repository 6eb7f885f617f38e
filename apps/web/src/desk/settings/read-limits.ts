import type { Limits } from '@lastpair/contracts';
import { INVENTORY, lowIsLess } from '@lastpair/contracts';
import { textOf } from '../../parts/form-text.ts';

/** Limits as read from a form, or what is wrong in it. An empty field is a limit that is never reached. */
export type ReadLimits = { ok: true; limits: Limits } | { ok: false; problem: string };

const isInventory = (value: number | null): boolean =>
  value === null || (Number.isInteger(value) && value >= INVENTORY.min && value <= INVENTORY.max);

/** Reads the fields `low`, `high` and `margin`. The server checks all of it again. */
export function readLimits(form: FormData): ReadLimits {
  const limitOf = (field: string): number | null => {
    const text = textOf(form, field);
    return text === '' ? null : Number(text);
  };
  const low = limitOf('low');
  const high = limitOf('high');
  const margin = Number(textOf(form, 'margin'));
  if (!isInventory(low) || !isInventory(high)) {
    return { ok: false, problem: 'Limits are whole numbers from 0; leave one empty for never.' };
  }
  if (!lowIsLess({ low, high })) {
    return { ok: false, problem: 'Too few must be less than too many.' };
  }
  if (!Number.isInteger(margin) || margin < 1) {
    return { ok: false, problem: 'The margin is a whole number from 1.' };
  }
  return { ok: true, limits: { low, high, margin } };
}
