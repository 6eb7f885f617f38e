import type { Purchase } from '@lastpair/contracts';
import { formatPrice } from '../drop/price.ts';
import { formatInstant } from '../time/format-time.ts';
import { ProductName } from './product-name.tsx';

/** One pair that is mine. */
export function PurchaseRow({ purchase }: { purchase: Purchase }) {
  const { dropId, size, priceCents, currency, purchasedAt } = purchase;
  return (
    <li className="row">
      <ProductName dropId={dropId} />
      <span>Size {size}</span>
      <span className="price">{formatPrice(priceCents, currency)}</span>
      <time className="quiet" dateTime={purchasedAt}>
        {formatInstant(purchasedAt)}
      </time>
    </li>
  );
}
