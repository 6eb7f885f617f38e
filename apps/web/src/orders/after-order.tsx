import type { Order } from '@lastpair/contracts';
import { Link } from 'wouter';
import { useMyHolds } from '../server/use-me.ts';
import { CheckOutButton } from '../shopping/check-out-button.tsx';
import { count } from '../time/format-time.ts';
import { hasReceipt } from './order-words.ts';

/** What there is to do about an order that is over: print it, or try again with the pairs that are still held. */
export function AfterOrder({ order }: { order: Order }) {
  const { status, lines } = order;
  const ids = new Set(lines.map(({ reservationId }) => reservationId));
  const held = useMyHolds().filter(({ id }) => ids.has(id));
  return (
    <div className="grid gap-2 print:hidden">
      {held.length > 0 && (
        <CheckOutButton reservationIds={held.map(({ id }) => id)}>
          {status === 'declined' && held.length === lines.length
            ? 'Try another card'
            : `Check out ${count(held.length, 'pair')}`}
        </CheckOutButton>
      )}
      {hasReceipt(order) && (
        <button type="button" className="button button-main" onClick={() => print()}>
          Print the receipt
        </button>
      )}
      <div className="flex flex-wrap gap-2 *:flex-1">
        <Link href="/bag" className="button">
          Your bag
        </Link>
        <Link href="/orders" className="button">
          All orders
        </Link>
      </div>
    </div>
  );
}
