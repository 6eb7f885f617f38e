import { useMutation } from '@tanstack/react-query';
import { signOut } from '../server/session.ts';

/** Ends my session. */
export function SignOutButton() {
  const { mutate, isPending, isError } = useMutation({ mutationFn: signOut });
  return (
    <button
      type="button"
      className="min-h-11 rounded-full px-3 text-sm font-semibold whitespace-nowrap text-quiet hover:bg-wash hover:text-ink"
      aria-disabled={isPending}
      onClick={() => mutate()}
    >
      {isError ? 'Sign out again' : 'Sign out'}
    </button>
  );
}
