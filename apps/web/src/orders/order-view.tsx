import { isOver } from '@lastpair/contracts';
import type { MerchantOrder } from '@lastpair/contracts';
import { takeOrder } from '../server/cache.ts';
import { trpc } from '../server/trpc.ts';
import { PageTitle } from '../shell/page-title.tsx';
import { AfterOrder } from './after-order.tsx';
import { LeaveButton } from './leave-button.tsx';
import { OrderFacts } from './order-facts.tsx';
import { OrderLines } from './order-lines.tsx';
import { OrderMessage } from './order-message.tsx';
import { OrderSum } from './order-sum.tsx';
import { Pay } from './pay.tsx';
import { hasReceipt, newsOf } from './order-words.ts';
import { useMyLines } from './use-my-lines.ts';

/** An order with what there is to do about it: pay it while it is open, read or print it when it is over. */
export function OrderView({ order: read }: { order: MerchantOrder }) {
  const order = useMyLines(read);
  const { id: orderId, status, payment } = order;
  const pay = trpc.orders.pay.useMutation({ onSuccess: takeOrder });
  const asked = pay.isPending || pay.isSuccess;
  const title = titleOf(order);
  return (
    <article className="grid gap-6" data-testid="order" data-status={status}>
      <PageTitle text={title} />
      <header className="flex flex-wrap items-end justify-between gap-x-6 gap-y-2">
        <h1 className="display text-name">{title}</h1>
        <p className="hidden display text-2xl print:block">Lastpair</p>
      </header>
      <div className="grid items-start gap-6 lg:grid-cols-[minmax(0,7fr)_minmax(0,5fr)] lg:gap-10 print:block">
        <OrderLines order={order} />
        <section className="grid gap-5 print:mt-6" aria-label="Sum and payment">
          <OrderMessage news={newsOf(order, asked)} payBy={order.payBy} status={status} />
          <OrderSum order={order} />
          {status === 'paying' && payment.status === 'due' && !asked && (
            <Pay
              error={pay.error}
              onPay={(paymentMethod) => pay.mutate({ orderId, paymentMethod, waitMs: 0 })}
            />
          )}
          {(status === 'placed' || status === 'paying') && <LeaveButton orderId={orderId} />}
          {isOver(status) && <AfterOrder order={order} />}
          <OrderFacts order={order} />
        </section>
      </div>
    </article>
  );
}

function titleOf(order: MerchantOrder): string {
  if (!isOver(order.status)) return 'Checkout';
  return hasReceipt(order) ? 'Receipt' : 'Order';
}
