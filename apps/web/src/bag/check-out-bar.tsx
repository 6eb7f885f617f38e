import type { Reservation } from '@lastpair/contracts';
import { formatPrice } from '../drop/price.ts';
import { trpc } from '../server/trpc.ts';
import { CheckOutButton } from '../shopping/check-out-button.tsx';
import { count } from '../time/format-time.ts';
import { billsOf } from './bills-of.ts';

/** Buys everything in the bag as one order. */
export function CheckOutBar({ holds }: { holds: Reservation[] }) {
  const dropIds = [...new Set(holds.map(({ dropId }) => dropId))];
  const views = trpc.useQueries((t) => dropIds.map((dropId) => t.drops.byId({ dropId })));
  const products = new Map(views.flatMap(({ data }) => (data ? [[data.id, data.product]] : [])));
  return billsOf(holds, products).map(({ currency, totalCents, reservationIds }) => (
    <section
      key={currency}
      className="tile flex flex-wrap items-center justify-between gap-x-8 gap-y-3 p-4 sm:p-5"
      aria-label={`Checkout in ${currency}`}
      data-testid="check-out-bar"
    >
      <div className="min-w-48 flex-1">
        <p className="clock text-2xl font-bold">{formatPrice(totalCents, currency)}</p>
        <p className="text-sm text-quiet">
          {reservationIds.length === 1
            ? 'By card, with a receipt. The clock stops while you pay.'
            : `${reservationIds.length} pairs by card, all or none, with one receipt. The clocks stop while you pay.`}
        </p>
      </div>
      <CheckOutButton reservationIds={reservationIds}>
        Check out {count(reservationIds.length, 'pair')}
      </CheckOutButton>
    </section>
  ));
}
