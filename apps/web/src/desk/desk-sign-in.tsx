import { useMutation } from '@tanstack/react-query';
import { Field } from '../parts/field.tsx';
import { textOf } from '../parts/form-text.ts';
import { signInAsMerchant } from '../server/session.ts';
import { problemOf, troubleInWords } from '../server/store-error.ts';
import { PageTitle } from '../shell/page-title.tsx';
import { Trouble } from '../parts/trouble.tsx';

/** How to get in: trades the inventory token or the merchant token for a session. `shopper` is who is signed in already. */
export function DeskSignIn({ shopper }: { shopper: string | undefined }) {
  const { mutate, isPending, error } = useMutation({ mutationFn: signInAsMerchant });
  return (
    <div className="grid max-w-2xl gap-6">
      <PageTitle text="Inventory desk" />
      <h1 className="display text-name">Inventory desk</h1>
      <p className="text-lg text-quiet">
        Here the inventory department watches every model in every store.{' '}
        {shopper === undefined
          ? 'Sign in with the token of the department or of the merchant.'
          : `You are signed in as ${shopper}, a shopper. The desk takes the token of the department or of the merchant; you will be signed in with it instead.`}
      </p>
      <form
        className="tile grid max-w-md gap-4 p-6"
        onSubmit={(event) => {
          event.preventDefault();
          const token = textOf(new FormData(event.currentTarget), 'token');
          if (token && !isPending) mutate(token);
        }}
      >
        <Field
          label="Inventory token"
          hint="Whoever runs this store sets it as INVENTORY_TOKEN. The merchant token opens the desk, too."
          name="token"
          type="password"
          autoComplete="current-password"
          required
          maxLength={200}
        />
        <button type="submit" className="button button-main" aria-disabled={isPending}>
          {isPending ? 'One moment…' : 'Open the desk'}
        </button>
        <Trouble>
          {error &&
            (problemOf(error) === 'no_session'
              ? 'That token opens nothing here.'
              : troubleInWords(error))}
        </Trouble>
      </form>
    </div>
  );
}
