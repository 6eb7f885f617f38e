import { Suspense, lazy, useState } from 'react';

const SignInDialog = lazy(() =>
  import('./sign-in-dialog.tsx').then((module) => ({ default: module.SignInDialog })),
);

/** Opens the one field that it takes to sign in. The dialog is fetched when it is asked for. */
export function SignInButton() {
  const [asked, setAsked] = useState(false);
  return (
    <>
      <button
        type="button"
        className="min-h-11 rounded-full px-3 text-sm font-semibold whitespace-nowrap hover:bg-wash"
        aria-haspopup="dialog"
        onClick={() => setAsked(true)}
      >
        Sign in
      </button>
      <Suspense>{asked && <SignInDialog onClose={() => setAsked(false)} />}</Suspense>
    </>
  );
}
