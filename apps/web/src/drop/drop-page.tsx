import { Link } from 'wouter';
import { useDrop } from '../server/use-drop.ts';
import { MessagePage } from '../shell/message-page.tsx';
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
          <MessagePage title="There is no such drop">
            <p>The link may be old or cut short.</p>
            <Link href="/" className="button button-main">
              See all drops
            </Link>
          </MessagePage>
        </>
      );
  }
}
