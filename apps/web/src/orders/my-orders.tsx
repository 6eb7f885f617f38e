import { PagedList } from '../parts/paged-list.tsx';
import { usePages } from '../parts/use-pages.ts';
import { client } from '../server/client.ts';
import { OrderRow } from './order-row.tsx';

const PAGE = 20;

/** My orders, newest first, page by page. */
export function MyOrders({ shopperId }: { shopperId: string }) {
  const pages = usePages(['my orders', shopperId], async (cursor) => {
    const { orders, next } = await client.orders.mine.query({ limit: PAGE, cursor });
    return { items: orders, next: next ?? null };
  });
  return (
    <PagedList
      pages={pages}
      count={pages.items.length}
      empty="No orders yet. Check out from your bag, and the receipt will stand here."
      label="Your orders"
    >
      {pages.items.map((order) => (
        <OrderRow key={order.id} order={order} href={`/orders/${order.id}`} />
      ))}
    </PagedList>
  );
}
