import type { Reservation, View } from '@lastpair/contracts';
import { formatPrice } from '../drop/price.ts';
import { shop } from '../shopping/shop.ts';
import { singleClick } from '../shopping/single-click.ts';

/** Buy it, or let it go. */
export function HoldButtons({
  reservation: { id, dropId, size },
  product,
  over,
  busy,
}: {
  reservation: Reservation;
  product: View['product'] | undefined;
  over: boolean;
  busy: boolean;
}) {
  const want = (kind: 'purchase' | 'release') =>
    shop.want({ kind, dropId, size, reservationId: id });
  return (
    <div className="flex flex-wrap gap-2">
      <button
        type="button"
        className="button button-buy min-h-13 flex-1 text-lg whitespace-nowrap"
        disabled={over}
        aria-disabled={busy}
        onClick={singleClick(() => want('purchase'))}
      >
        {product ? `Buy for ${formatPrice(product.priceCents, product.currency)}` : 'Buy'}
      </button>
      <button
        type="button"
        className="button min-h-13"
        disabled={over}
        aria-disabled={busy}
        onClick={singleClick(() => want('release'))}
      >
        Let it go
      </button>
    </div>
  );
}
