import { Route, Switch } from 'wouter';
import { NotFoundPage } from '../shell/not-found-page.tsx';
import { LettersPage } from './letters/letters-page.tsx';
import { MerchantDesk } from './merchant-desk.tsx';
import { MerchantFrame } from './merchant-frame.tsx';
import { MerchantOrderPage } from './orders/merchant-order-page.tsx';
import { MerchantOrdersPage } from './orders/merchant-orders-page.tsx';

/** All pages of the merchant but the live rooms: drops, orders, and what failed for good. */
export function MerchantPages() {
  return (
    <Switch>
      <Route path="/merchant">
        <MerchantFrame title="Merchant">
          <MerchantDesk />
        </MerchantFrame>
      </Route>
      <Route path="/merchant/orders">
        <MerchantFrame title="Orders">
          <MerchantOrdersPage />
        </MerchantFrame>
      </Route>
      <Route path="/merchant/orders/:orderId">
        {({ orderId }) => (
          <MerchantFrame title="Order">
            <MerchantOrderPage key={orderId} orderId={orderId} />
          </MerchantFrame>
        )}
      </Route>
      <Route path="/merchant/letters">
        <MerchantFrame title="Dead letters">
          <LettersPage />
        </MerchantFrame>
      </Route>
      <Route>
        <NotFoundPage />
      </Route>
    </Switch>
  );
}
