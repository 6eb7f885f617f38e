import { Link } from 'wouter';
import { MerchantOnly } from '../merchant/merchant-only.tsx';
import { useDrop } from '../server/use-drop.ts';
import { MessagePage } from '../shell/message-page.tsx';
import { PageTitle } from '../shell/page-title.tsx';
import { ShowFound } from '../shell/show-found.tsx';
import { LiveRoom } from './live-room.tsx';

/** The live room of one drop. */
export function RoomPage({ dropId }: { dropId: string }) {
  return (
    <>
      <PageTitle text="Live room" />
      <MerchantOnly>
        <Room dropId={dropId} />
      </MerchantOnly>
    </>
  );
}

function Room({ dropId }: { dropId: string }) {
  return (
    <ShowFound found={useDrop(dropId)} unknown={<UnknownDrop />}>
      {(view) => <LiveRoom view={view} />}
    </ShowFound>
  );
}

const UnknownDrop = () => (
  <MessagePage title="There is no such drop">
    <Link href="/merchant" className="button button-main">
      All drops
    </Link>
  </MessagePage>
);
