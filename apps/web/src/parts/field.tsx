import { useId } from 'react';
import type { InputHTMLAttributes } from 'react';

/** A labelled field of a form. `problem` is what is wrong with what is in it. */
export function Field({
  label,
  hint,
  problem,
  ...input
}: {
  label: string;
  hint?: string;
  problem?: string | undefined;
} & InputHTMLAttributes<HTMLInputElement>) {
  const id = useId();
  return (
    <div className="grid content-start gap-1">
      <label htmlFor={id} className="text-sm font-semibold">
        {label}
      </label>
      <input
        id={id}
        className="input aria-invalid:border-bad"
        aria-invalid={problem !== undefined}
        aria-describedby={hint || problem ? `${id}-hint` : undefined}
        {...input}
      />
      {(problem ?? hint) && (
        <p
          className={`text-sm ${problem ? 'font-medium text-bad' : 'text-quiet'}`}
          id={`${id}-hint`}
        >
          {problem ?? hint}
        </p>
      )}
    </div>
  );
}
