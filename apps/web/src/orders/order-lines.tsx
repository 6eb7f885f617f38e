import type { Order, Reservation } from '@lastpair/contracts';
import { useMe } from '../server/use-me.ts';
import { OrderLineRow } from './order-line-row.tsx';

/** The pairs of an order. What became of each is said where it is not the same for all: when nothing was sold. */
export function OrderLines({ order }: { order: Order }) {
  const { me } = useMe();
  const { status, lines, currency } = order;
  const sold = status === 'completed' || (status === 'refunded' && order.reason === 'merchant');
  const mine = new Map<string, Reservation>(me?.reservations.map((each) => [each.id, each]));
  return (
    <ul className="tile divide-y divide-line" aria-label="Pairs" data-testid="order-lines">
      {lines.map((line) => (
        <OrderLineRow
          key={line.reservationId}
          line={line}
          currency={currency}
          // What is mine is told at once, the order is read now and then.
          stands={sold ? undefined : (mine.get(line.reservationId) ?? line)}
        />
      ))}
    </ul>
  );
}
