import { Suspense, lazy } from 'react';
import { Route, Switch } from 'wouter';
import { BagPage } from '../bag/bag-page.tsx';
import { DropPage } from '../drop/drop-page.tsx';
import { DropsPage } from '../drop/drops-page.tsx';
import { ToastCorner } from '../news/toast-corner.tsx';
import { OwnOutcomes } from '../server/own-outcomes.tsx';
import { useMe } from '../server/use-me.ts';
import { Footer } from './footer.tsx';
import { Header } from './header.tsx';
import { NotFoundPage } from './not-found-page.tsx';
import { OfflineBar } from './offline-bar.tsx';
import { useFocusOnNavigation } from './use-focus-on-navigation.ts';
import { usePageWidth } from './use-page-width.ts';
import { Waiting } from './waiting.tsx';

const OrderPage = lazy(() =>
  import('../orders/order-page.tsx').then((module) => ({ default: module.OrderPage })),
);
const OrdersPage = lazy(() =>
  import('../orders/orders-page.tsx').then((module) => ({ default: module.OrdersPage })),
);

// The merchant's pages are heavy, and few of those who come are merchants.
const MerchantPages = lazy(() =>
  import('../merchant/merchant-pages.tsx').then((module) => ({ default: module.MerchantPages })),
);
const RoomPage = lazy(() =>
  import('../room/room-page.tsx').then((module) => ({ default: module.RoomPage })),
);

const DeskPage = lazy(() =>
  import('../desk/desk-page.tsx').then((module) => ({ default: module.DeskPage })),
);

/** All pages. */
export function App() {
  const { me } = useMe();
  const main = useFocusOnNavigation();
  const pageWidth = usePageWidth();
  return (
    <>
      {me && <OwnOutcomes key={me.shopper.id} position={me.position} />}
      <Header />
      <OfflineBar />
      <main
        className={`mx-auto w-full px-4 py-4 sm:px-6 sm:py-6 ${pageWidth}`}
        id="main"
        ref={main}
        tabIndex={-1}
      >
        <Suspense fallback={<Waiting />}>
          <Switch>
            <Route path="/">
              <DropsPage />
            </Route>
            <Route path="/drops/:dropId">
              {({ dropId }) => <DropPage key={dropId} dropId={dropId} />}
            </Route>
            <Route path="/bag">
              <BagPage />
            </Route>
            <Route path="/orders">
              <OrdersPage />
            </Route>
            <Route path="/orders/:orderId">
              {({ orderId }) => <OrderPage key={orderId} orderId={orderId} />}
            </Route>
            <Route path="/merchant/drops/:dropId">
              {({ dropId }) => <RoomPage key={dropId} dropId={dropId} />}
            </Route>
            <Route path="/merchant/*?">
              <MerchantPages />
            </Route>
            <Route path="/desk/*?">
              <DeskPage />
            </Route>
            <Route>
              <NotFoundPage />
            </Route>
          </Switch>
        </Suspense>
      </main>
      <Footer />
      <ToastCorner />
    </>
  );
}
