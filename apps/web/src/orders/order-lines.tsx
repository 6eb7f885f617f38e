import type { Order } from '@lastpair/contracts';
import { useMyHolds } from '../server/use-me.ts';
import { OrderLineRow } from './order-line-row.tsx';

/** The pairs of an order. Where each stands is said as long as they are not simply sold. */
export function OrderLines({ order }: { order: Order }) {
  const { status, reason, lines, currency } = order;
  const sold = status === 'completed' || (status === 'refunded' && reason === 'merchant');
  const ends = new Map(useMyHolds().map(({ id, expiresAt }) => [id, expiresAt]));
  return (
    <ul className="tile divide-y divide-line" aria-label="Pairs" data-testid="order-lines">
      {lines.map((line) => (
        <OrderLineRow
          key={line.reservationId}
          line={line}
          currency={currency}
          said={!sold}
          heldUntil={ends.get(line.reservationId)}
        />
      ))}
    </ul>
  );
}
