import type { Order } from '@lastpair/contracts';
import { formatPrice } from '../drop/price.ts';
import { count } from '../time/format-time.ts';

/** What the pairs of an order cost together. */
export function OrderSum({ order: { lines, totalCents, currency } }: { order: Order }) {
  return (
    <p className="flex items-baseline justify-between gap-4 border-t-2 border-ink pt-3">
      <span className="font-semibold">{count(lines.length, 'pair')}</span>
      <span className="clock text-3xl font-bold" data-testid="order-sum">
        {formatPrice(totalCents, currency)}
      </span>
    </p>
  );
}
