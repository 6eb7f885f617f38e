import { Suspense, lazy, useState } from 'react';

const SignInDialog = lazy(() =>
  import('../shell/sign-in-dialog.tsx').then((module) => ({ default: module.SignInDialog })),
);

/** Tells a guest how to come back to what is theirs. */
export function KeepIt() {
  const [asked, setAsked] = useState(false);
  return (
    <section className="tile flex flex-wrap items-center gap-4 p-6" aria-labelledby="keep-title">
      <div className="min-w-60 flex-1">
        <h2 id="keep-title" className="font-semibold">
          You are here as a guest
        </h2>
        <p className="mt-1 text-quiet">
          Only this browser knows you. With an account you come back to your pairs from anywhere.
        </p>
      </div>
      <button
        type="button"
        className="button"
        aria-haspopup="dialog"
        onClick={() => setAsked(true)}
      >
        Make an account
      </button>
      <Suspense>
        {asked && <SignInDialog onlyWay="register" onClose={() => setAsked(false)} />}
      </Suspense>
    </section>
  );
}
