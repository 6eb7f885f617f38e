import type { Limits } from '@lastpair/contracts';
import { INVENTORY } from '@lastpair/contracts';
import { Field } from '../../parts/field.tsx';

/** The three fields of limits. */
export function LimitsFields({ limits }: { limits: Limits }) {
  return (
    <div className="grid grid-cols-1 gap-4 sm:grid-cols-3">
      <Field
        label="Too few at"
        name="low"
        type="number"
        min={INVENTORY.min}
        max={INVENTORY.max}
        defaultValue={limits.low ?? ''}
        hint="Pairs or less. Empty: never."
      />
      <Field
        label="Too many at"
        name="high"
        type="number"
        min={INVENTORY.min}
        max={INVENTORY.max}
        defaultValue={limits.high ?? ''}
        hint="Pairs or more. Empty: never."
      />
      <Field
        label="Margin"
        name="margin"
        type="number"
        required
        min={1}
        max={1_000_000}
        defaultValue={limits.margin}
        hint="So far from a limit it is well again."
      />
    </div>
  );
}
