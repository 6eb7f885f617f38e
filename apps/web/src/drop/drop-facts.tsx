import type { View } from '@lastpair/contracts';
import { count, formatSeconds } from '../time/format-time.ts';
import { StockBar } from './stock-bar.tsx';
import { stockOf } from './stock.ts';

/** The rules of a drop in words, and how much of it is left. */
export function DropFacts({ view }: { view: View }) {
  const stock = stockOf(view);
  return (
    <section className="facts" aria-label="About this drop">
      {stock && (
        <div className="facts-stock">
          <StockBar
            level={stock.available === 0 ? 'out' : 'high'}
            available={stock.available}
            total={stock.total}
          />
          <p className="numbers">
            <strong>{stock.available}</strong> of {stock.total} left, {stock.reserved} held,{' '}
            {stock.sold} sold
          </p>
        </div>
      )}
      <p className="quiet">
        A pair you reserve is held for {formatSeconds(view.holdSeconds)}. Each shopper can have{' '}
        {count(view.limitPerShopper, 'pair')}.
      </p>
    </section>
  );
}
