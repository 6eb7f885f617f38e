import { Link } from 'wouter';
import { useDrop } from '../server/use-drop.ts';
import { MessagePage } from '../shell/message-page.tsx';
import { PageTitle } from '../shell/page-title.tsx';
import { ShowFound } from '../shell/show-found.tsx';
import { DropDetails } from './drop-details.tsx';

/** The page of one drop. */
export function DropPage({ dropId }: { dropId: string }) {
  return (
    <ShowFound found={useDrop(dropId)} unknown={<UnknownDrop />}>
      {(view) => <DropDetails view={view} />}
    </ShowFound>
  );
}

function UnknownDrop() {
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
