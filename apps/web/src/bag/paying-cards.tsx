import type { Reservation } from '@lastpair/contracts';
import { Link } from 'wouter';
import { Countdown } from '../time/countdown.tsx';
import { count } from '../time/format-time.ts';

/** The way back to each order that these pairs are being paid with. */
export function PayingCards({ paying }: { paying: Reservation[] }) {
  const orders = Map.groupBy(paying, ({ orderId }) => orderId);
  return [...orders].map(
    ([orderId, pairs]) =>
      orderId && (
        <section
          key={orderId}
          className="tile appear flex flex-wrap items-center gap-x-6 gap-y-3 border-2 border-signal p-4 sm:p-5"
          aria-label="Checkout under way"
          data-testid="paying"
        >
          <div className="min-w-48 flex-1">
            <h2 className="display text-3xl">{count(pairs.length, 'pair')} in checkout</h2>
            <p className="mt-1 text-sm text-quiet">
              Set aside for you; to be paid within{' '}
              <span className="clock font-bold text-ink">
                <Countdown until={pairs[0]!.expiresAt} />
              </span>
              .
            </p>
          </div>
          <Link href={`/orders/${orderId}`} className="button button-buy min-h-13 text-lg">
            Go on to pay
          </Link>
        </section>
      ),
  );
}
