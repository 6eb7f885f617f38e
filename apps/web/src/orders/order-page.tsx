import { Link } from 'wouter';
import { useMe } from '../server/use-me.ts';
import { useOrder } from '../server/use-order.ts';
import { MessagePage } from '../shell/message-page.tsx';
import { PageTitle } from '../shell/page-title.tsx';
import { ShowFound } from '../shell/show-found.tsx';
import { SignInTile } from '../shell/sign-in-tile.tsx';
import { Waiting } from '../shell/waiting.tsx';
import { OrderView } from './order-view.tsx';

/** One order of mine, from the checkout to the receipt. */
export function OrderPage({ orderId }: { orderId: string }) {
  const { me, known } = useMe();
  if (me) return <Mine orderId={orderId} shopperId={me.shopper.id} />;
  return known ? (
    <>
      <PageTitle text="Order" />
      <SignInTile title="Sign in to see your order." />
    </>
  ) : (
    <Waiting />
  );
}

function Mine({ orderId, shopperId }: { orderId: string; shopperId: string }) {
  return (
    <ShowFound found={useOrder(orderId)} unknown={<UnknownOrder />}>
      {(order) =>
        // Merchants may read any, and have a page of their own for those.
        order.shopper.id === shopperId ? <OrderView order={order} /> : <UnknownOrder />
      }
    </ShowFound>
  );
}

function UnknownOrder() {
  return (
    <>
      <PageTitle text="Unknown order" />
      <MessagePage title="You have no such order">
        <p>The link may be cut short, or the order is somebody else’s.</p>
        <Link href="/orders" className="button button-main">
          See your orders
        </Link>
      </MessagePage>
    </>
  );
}
