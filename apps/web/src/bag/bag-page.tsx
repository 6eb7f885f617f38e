import { useMe } from '../server/use-me.ts';
import { PageTitle } from '../shell/page-title.tsx';
import { SignInTile } from '../shell/sign-in-tile.tsx';
import { Waiting } from '../shell/waiting.tsx';
import { Bag } from './bag.tsx';

/** What is mine, or the way to sign in. */
export function BagPage() {
  const { me, known } = useMe();
  return (
    <>
      <PageTitle text="Bag" />
      <h1 className="display mb-6 text-name">Bag</h1>
      {me ? (
        <Bag me={me} />
      ) : known ? (
        <SignInTile title="Sign in to see what is yours." />
      ) : (
        <Waiting />
      )}
    </>
  );
}
