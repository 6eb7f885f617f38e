import { useSearchParams } from 'wouter';
import { OrderRow } from '../../orders/order-row.tsx';
import { PagedList } from '../../parts/paged-list.tsx';
import { usePages } from '../../parts/use-pages.ts';
import { client } from '../../server/client.ts';
import { readFilter } from './order-filter.ts';
import { OrderTools } from './order-tools.tsx';

const PAGE = 30;

/** All orders, newest first. What is looked for is in the address, so that going back comes back to it. */
export function MerchantOrdersPage() {
  const [params, setParams] = useSearchParams();
  const filter = readFilter(params);
  const pages = usePages(['orders', filter], async (cursor) => {
    const { orders, next } = await client.orders.list.query({ ...filter, limit: PAGE, cursor });
    return { items: orders, next: next ?? null };
  });
  return (
    <div className="grid grid-cols-1 gap-4">
      <OrderTools filter={filter} onChange={(next) => setParams(next)} again={pages.again} />
      <PagedList
        pages={pages}
        count={pages.items.length}
        empty={
          Object.keys(filter).length > 0
            ? 'No order is like that.'
            : 'No orders yet. The first one will stand here.'
        }
        label="Orders"
      >
        {pages.items.map((order) => (
          <OrderRow key={order.id} order={order} href={`/merchant/orders/${order.id}`}>
            {' · '}
            {order.shopper.name}
          </OrderRow>
        ))}
      </PagedList>
    </div>
  );
}
