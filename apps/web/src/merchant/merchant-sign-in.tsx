import { useMutation } from '@tanstack/react-query';
import { signInAsMerchant } from '../server/session.ts';
import { problemOf, troubleInWords } from '../server/store-error.ts';
import { Field } from '../parts/field.tsx';
import { textOf } from '../parts/form-text.ts';
import { Trouble } from '../parts/trouble.tsx';

/** Trades the merchant token for a session. */
export function MerchantSignIn() {
  const { mutate, isPending, error } = useMutation({ mutationFn: signInAsMerchant });
  return (
    <form
      className="tile grid max-w-md gap-4 p-6"
      onSubmit={(event) => {
        event.preventDefault();
        const token = textOf(new FormData(event.currentTarget), 'token');
        if (token && !isPending) mutate(token);
      }}
    >
      <Field
        label="Merchant token"
        hint="It was set when this store was started."
        name="token"
        type="password"
        autoComplete="current-password"
        required
        maxLength={200}
      />
      <button type="submit" className="button button-main" aria-disabled={isPending}>
        Sign in as the merchant
      </button>
      <Trouble>
        {error && (problemOf(error) === 'no_session' ? error.message : troubleInWords(error))}
      </Trouble>
    </form>
  );
}
