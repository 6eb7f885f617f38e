import type { View } from '@lastpair/contracts';
import { Link } from 'wouter';
import { DropStatus } from '../drop/drop-status.tsx';
import { Stage } from '../drop/stage.tsx';
import { StockSplit } from '../drop/stock-split.tsx';
import { stockOf } from '../drop/stock.ts';
import { useOnScreen } from '../drop/use-on-screen.ts';
import { useWatchDrop } from '../server/use-watch-drop.ts';
import { DropControls } from './drop-controls.tsx';

/** One drop with what a merchant does with it. Its numbers are live while it is on screen. */
export function MerchantDrop({ view }: { view: View }) {
  const [element, onScreen] = useOnScreen<HTMLLIElement>();
  useWatchDrop(view.id, onScreen);
  const stock = stockOf(view);
  const { brand, name } = view.product;
  return (
    <li ref={element} className="tile grid gap-4 p-4" data-testid={`merchant-drop-${view.id}`}>
      <div className="flex gap-4">
        <Stage
          product={view.product}
          className="grid h-24 w-32 flex-none place-items-center rounded-xl"
          shoeClassName="w-[88%]"
        />
        <div className="grid min-w-0 content-center gap-1.5">
          <div className="flex flex-wrap items-center gap-2">
            <DropStatus view={view} counting />
            <p className="label truncate text-quiet">{brand}</p>
          </div>
          <h3 className="display truncate text-2xl">
            <Link href={`/drops/${view.id}`} className="hover:underline">
              {name}
            </Link>
          </h3>
          <Link
            href={`/merchant/drops/${view.id}`}
            className="text-sm font-semibold underline underline-offset-4"
          >
            Live room<span className="sr-only"> of {name}</span>
          </Link>
        </div>
      </div>
      {stock && (
        <div className="grid gap-1.5">
          <StockSplit stock={stock} />
          <p className="label">
            {stock.available} left + {stock.reserved} held + {stock.sold} sold = {stock.total}
          </p>
        </div>
      )}
      <DropControls view={view} />
    </li>
  );
}
