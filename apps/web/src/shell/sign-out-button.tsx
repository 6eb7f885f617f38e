import { useMutation } from '@tanstack/react-query';
import { signOut } from '../server/session.ts';

/** Ends my session. */
export function SignOutButton() {
  const { mutate, isPending, isError } = useMutation({ mutationFn: signOut });
  return (
    <button
      type="button"
      className="link-button"
      aria-disabled={isPending}
      onClick={() => mutate()}
    >
      {isError ? 'Sign out again' : 'Sign out'}
    </button>
  );
}
