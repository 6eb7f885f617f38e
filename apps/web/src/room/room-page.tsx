import { Link } from 'wouter';
import { MerchantOnly } from '../merchant/merchant-only.tsx';
import { useDrop } from '../server/use-drop.ts';
import { MessagePage } from '../shell/message-page.tsx';
import { PageTitle } from '../shell/page-title.tsx';
import { Unreachable } from '../shell/unreachable.tsx';
import { Waiting } from '../shell/waiting.tsx';
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
  const drop = useDrop(dropId);
  switch (drop.state) {
    case 'shown':
      return <LiveRoom view={drop.view} />;
    case 'loading':
      return <Waiting />;
    case 'unreachable':
      return <Unreachable tryAgain={drop.tryAgain} />;
    case 'unknown':
      return (
        <MessagePage title="There is no such drop">
          <Link href="/merchant" className="button button-main">
            All drops
          </Link>
        </MessagePage>
      );
  }
}
