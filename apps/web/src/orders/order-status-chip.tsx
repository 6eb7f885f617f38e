import type { OrderStatus } from '@lastpair/contracts';
import { statusWords } from './order-words.ts';

const chips: Record<OrderStatus, string> = {
  placed: 'bg-wait-wash text-wait',
  paying: 'bg-wait-wash text-wait',
  in_doubt: 'bg-wait-wash text-wait',
  completed: 'bg-good-wash text-good',
  refused: 'bg-wash text-ink',
  declined: 'bg-bad-wash text-bad',
  cancelled: 'bg-wash text-ink',
  expired: 'bg-bad-wash text-bad',
  refunded: 'bg-wash text-ink',
};

/** Where an order stands, at a glance. */
export function OrderStatusChip({ status }: { status: OrderStatus }) {
  return (
    <span
      className={`label rounded-full px-2.5 py-1 font-semibold whitespace-nowrap ${chips[status]}`}
      data-testid="order-status"
      data-status={status}
    >
      {statusWords[status]}
    </span>
  );
}
