import type { View } from '@lastpair/contracts';
import { count, formatSeconds } from '../time/format-time.ts';
import { StockSplit } from './stock-split.tsx';
import { stockOf } from './stock.ts';

/** The rules of a drop in words, and how much of it is left. */
export function DropFacts({ view }: { view: View }) {
  const stock = stockOf(view);
  return (
    <section className="grid gap-3" aria-label="About this drop">
      {stock && (
        <div className="grid gap-2">
          <StockSplit stock={stock} />
          <p className="tabular-nums">
            <strong>{stock.available}</strong> of {stock.total} left, {stock.reserved} held,{' '}
            {stock.sold} sold
          </p>
        </div>
      )}
      <p className="text-sm text-quiet">
        A pair you reserve is held for {formatSeconds(view.holdSeconds)}. Each shopper can have{' '}
        {count(view.limitPerShopper, 'pair')}.
      </p>
    </section>
  );
}
