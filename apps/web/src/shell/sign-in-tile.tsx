import { SignInForm } from './sign-in-form.tsx';

/** Stands where something of somebody who is not signed in would be. */
export function SignInTile({ title }: { title: string }) {
  return (
    <div className="tile max-w-md p-6">
      <SignInForm title={title} action="Sign in" />
    </div>
  );
}
