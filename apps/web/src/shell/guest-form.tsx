import { NAME_LENGTH } from '@lastpair/contracts';
import { useMutation } from '@tanstack/react-query';
import { useEffect, useId, useRef } from 'react';
import { signInAsGuest } from '../server/session.ts';
import { troubleInWords } from '../server/store-error.ts';
import { Trouble } from '../parts/trouble.tsx';

/** Signs in as a guest: a name is enough. */
export function GuestForm({
  action,
  onSignedIn,
  onCancel,
}: {
  action: string;
  onSignedIn?: () => void;
  onCancel?: () => void;
}) {
  const id = useId();
  const field = useRef<HTMLInputElement>(null);
  const { mutate, isPending, error } = useMutation({
    mutationFn: async (name: string) => {
      await signInAsGuest(name);
      onSignedIn?.();
    },
  });
  useEffect(() => field.current?.focus(), []);
  return (
    <form
      className="grid gap-2"
      onSubmit={(event) => {
        event.preventDefault();
        const name = field.current?.value.trim();
        if (name && !isPending) mutate(name);
      }}
    >
      <label htmlFor={id} className="label text-quiet">
        Your name
      </label>
      <div className="flex flex-wrap gap-2 [&>input]:min-w-40 [&>input]:flex-1">
        <input
          id={id}
          ref={field}
          className="input"
          name="name"
          autoComplete="nickname"
          required
          maxLength={NAME_LENGTH.max}
          aria-describedby={error ? `${id}-error` : undefined}
        />
        <button type="submit" className="button button-main" aria-disabled={isPending}>
          {isPending ? 'One moment…' : action}
        </button>
        {onCancel && (
          <button type="button" className="button" onClick={onCancel}>
            Cancel
          </button>
        )}
      </div>
      <Trouble id={`${id}-error`}>{error && troubleInWords(error)}</Trouble>
    </form>
  );
}
