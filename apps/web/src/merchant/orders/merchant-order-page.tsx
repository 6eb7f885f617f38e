import type { MerchantOrder } from '@lastpair/contracts';
import { Link } from 'wouter';
import { OrderFacts } from '../../orders/order-facts.tsx';
import { OrderLines } from '../../orders/order-lines.tsx';
import { OrderStatusChip } from '../../orders/order-status-chip.tsx';
import { OrderSum } from '../../orders/order-sum.tsx';
import { useOrder } from '../../server/use-order.ts';
import { MessagePage } from '../../shell/message-page.tsx';
import { ShowFound } from '../../shell/show-found.tsx';
import { PaymentFacts } from './payment-facts.tsx';
import { Refund } from './refund.tsx';

/** One order with its money, and the way to give that back. */
export function MerchantOrderPage({ orderId }: { orderId: string }) {
  return (
    <ShowFound found={useOrder(orderId)} unknown={<UnknownOrder />}>
      {(order) => <OrderDetails order={order} />}
    </ShowFound>
  );
}

function OrderDetails({ order }: { order: MerchantOrder }) {
  const { number, status } = order;
  return (
    <article className="grid gap-4" data-testid="order" data-status={status}>
      <div className="flex flex-wrap items-center gap-3">
        <h2 className="clock text-3xl font-bold">{number}</h2>
        <OrderStatusChip status={status} />
        <Link
          href="/merchant/orders"
          className="py-2 text-sm font-semibold underline underline-offset-4 sm:ml-auto"
        >
          All orders
        </Link>
      </div>
      <div className="grid items-start gap-6 lg:grid-cols-[minmax(0,7fr)_minmax(0,5fr)]">
        <OrderLines order={order} />
        <section className="grid gap-5" aria-label="Sum and payment">
          <OrderSum order={order} />
          <Refund order={order} />
          <OrderFacts order={order} />
          <PaymentFacts order={order} />
        </section>
      </div>
    </article>
  );
}

const UnknownOrder = () => (
  <MessagePage title="There is no such order">
    <Link href="/merchant/orders" className="button button-main">
      All orders
    </Link>
  </MessagePage>
);
