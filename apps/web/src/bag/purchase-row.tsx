import type { Purchase } from '@lastpair/contracts';
import { formatPrice } from '../drop/price.ts';
import { Stage } from '../drop/stage.tsx';
import { trpc } from '../server/trpc.ts';
import { formatInstant } from '../time/format-time.ts';
import { ProductName } from './product-name.tsx';

/** One pair that is mine. */
export function PurchaseRow({ purchase }: { purchase: Purchase }) {
  const { dropId, size, priceCents, currency, purchasedAt } = purchase;
  const { data: view } = trpc.drops.byId.useQuery({ dropId });
  return (
    <li className="tile overflow-hidden">
      {view ? (
        <Stage
          product={view.product}
          className="grid aspect-16/9 place-items-center"
          shoeClassName="w-[76%]"
        />
      ) : (
        <div className="skeleton aspect-16/9 rounded-none" />
      )}
      <div className="grid gap-1 p-4">
        <ProductName dropId={dropId} />
        <p className="flex justify-between gap-3">
          <span>Size {size}</span>
          <span className="clock font-bold">{formatPrice(priceCents, currency)}</span>
        </p>
        <time className="text-sm text-quiet" dateTime={purchasedAt}>
          {formatInstant(purchasedAt)}
        </time>
      </div>
    </li>
  );
}
