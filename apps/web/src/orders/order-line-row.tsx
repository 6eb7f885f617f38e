import type { OrderLine } from '@lastpair/contracts';
import { Link } from 'wouter';
import { formatPrice } from '../drop/price.ts';
import { Stage } from '../drop/stage.tsx';
import { trpc } from '../server/trpc.ts';
import { Countdown } from '../time/countdown.tsx';
import { pairWords } from './order-words.ts';

/** One pair of an order. Where it stands is `said` or not; `heldUntil` is when the clock of one that I hold runs out. */
export function OrderLineRow({
  line: { dropId, brand, name, colorway, size, priceCents, status },
  currency,
  said,
  heldUntil,
}: {
  line: OrderLine;
  currency: string;
  said: boolean;
  heldUntil: string | undefined;
}) {
  const { data: view } = trpc.drops.byId.useQuery({ dropId });
  return (
    <li className="flex items-center gap-4 p-4 break-inside-avoid">
      <Stage
        product={{ name, colorway, imageUrl: view?.product.imageUrl ?? null }}
        className="grid h-16 w-22 flex-none place-items-center rounded-xl sm:h-20 sm:w-28"
        shoeClassName="w-[88%]"
      />
      <div className="min-w-0 flex-1">
        <p className="label truncate text-quiet">{brand}</p>
        <p className="truncate font-semibold">
          <Link href={`/drops/${dropId}`} className="hover:underline">
            {name}
          </Link>
        </p>
        <p className="truncate text-sm">
          Size {size} <span className="text-quiet">· {colorway}</span>
        </p>
        {said && (
          <p className="text-sm text-quiet" data-testid="pair-stands" data-stands={status}>
            {pairWords[status]}
            {heldUntil && (
              <>
                {' · '}
                <Countdown until={heldUntil} />
              </>
            )}
          </p>
        )}
      </div>
      <p className="clock flex-none font-bold">{formatPrice(priceCents, currency)}</p>
    </li>
  );
}
