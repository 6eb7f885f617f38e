import { useMe } from '../server/use-me.ts';
import { PageTitle } from '../shell/page-title.tsx';
import { SignInTile } from '../shell/sign-in-tile.tsx';
import { Waiting } from '../shell/waiting.tsx';
import { MyOrders } from './my-orders.tsx';

/** All that I have ordered, or the way to sign in. */
export function OrdersPage() {
  const { me, known } = useMe();
  return (
    <>
      <PageTitle text="Orders" />
      <h1 className="display mb-6 text-name">Orders</h1>
      {me ? (
        <MyOrders shopperId={me.shopper.id} />
      ) : known ? (
        <SignInTile title="Sign in to see your orders." />
      ) : (
        <Waiting />
      )}
    </>
  );
}
