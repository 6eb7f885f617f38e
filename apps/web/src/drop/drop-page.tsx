import { Link } from 'wouter';
import { useDrop } from '../server/use-drop.ts';
import { PageTitle } from '../shell/page-title.tsx';
import { Unreachable } from '../shell/unreachable.tsx';
import { Waiting } from '../shell/waiting.tsx';
import { DropDetails } from './drop-details.tsx';

/** The page of one drop. */
export function DropPage({ dropId }: { dropId: string }) {
  const drop = useDrop(dropId);
  switch (drop.state) {
    case 'shown':
      return <DropDetails view={drop.view} />;
    case 'loading':
      return <Waiting />;
    case 'unreachable':
      return <Unreachable tryAgain={drop.tryAgain} />;
    case 'unknown':
      return (
        <>
          <PageTitle text="Unknown drop" />
          <h1>There is no such drop</h1>
          <p>
            The link may be old or cut short. <Link href="/">See all drops</Link>.
          </p>
        </>
      );
  }
}
