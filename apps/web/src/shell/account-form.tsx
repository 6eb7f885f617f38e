import { EMAIL_LENGTH, NAME_LENGTH, PASSWORD_LENGTH } from '@lastpair/contracts';
import { useMutation } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { Field } from '../parts/field.tsx';
import { textOf } from '../parts/form-text.ts';
import { register, signInToAccount } from '../server/session.ts';
import { troubleInWords } from '../server/store-error.ts';
import { Trouble } from '../parts/trouble.tsx';

/** Signs in to an account by email and password, or makes one. */
export function AccountForm({
  way,
  action,
  onSignedIn,
  onCancel,
}: {
  way: 'account' | 'register';
  action: string;
  onSignedIn?: () => void;
  onCancel?: () => void;
}) {
  const form = useRef<HTMLFormElement>(null);
  const isNew = way === 'register';
  const { mutate, isPending, error } = useMutation({
    mutationFn: async (data: FormData) => {
      const credentials = { email: textOf(data, 'email'), password: passwordOf(data) };
      if (isNew) await register({ ...credentials, name: textOf(data, 'name') });
      else await signInToAccount(credentials);
      onSignedIn?.();
    },
  });
  useEffect(() => form.current?.querySelector('input')?.focus(), []);
  return (
    <form
      ref={form}
      className="grid gap-3"
      onSubmit={(event) => {
        event.preventDefault();
        if (!isPending) mutate(new FormData(event.currentTarget));
      }}
    >
      {isNew && (
        <Field
          label="Your name"
          name="name"
          autoComplete="nickname"
          required
          maxLength={NAME_LENGTH.max}
        />
      )}
      <Field
        label="Email"
        name="email"
        type="email"
        autoComplete="username"
        required
        maxLength={EMAIL_LENGTH.max}
      />
      <Field
        label="Password"
        {...(isNew && { hint: `At least ${PASSWORD_LENGTH.min} characters.` })}
        name="password"
        type="password"
        autoComplete={isNew ? 'new-password' : 'current-password'}
        required
        minLength={isNew ? PASSWORD_LENGTH.min : undefined}
        maxLength={PASSWORD_LENGTH.max}
      />
      <Trouble>{error && troubleInWords(error)}</Trouble>
      <div className="flex flex-wrap gap-2">
        <button type="submit" className="button button-main" aria-disabled={isPending}>
          {isPending ? 'One moment…' : isNew ? 'Make my account' : action}
        </button>
        {onCancel && (
          <button type="button" className="button" onClick={onCancel}>
            Cancel
          </button>
        )}
      </div>
    </form>
  );
}

/** As it was typed: spaces at its ends are part of a password. */
function passwordOf(data: FormData): string {
  const password = data.get('password');
  return typeof password === 'string' ? password : '';
}
