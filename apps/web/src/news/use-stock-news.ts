import type { View } from '@lastpair/contracts';
import { useEffect, useRef } from 'react';
import { useMyHolds } from '../server/use-me.ts';
import { tell } from './news.ts';
import { stockNewsOf } from './stock-news.ts';

/** Tells when a size that I pressed or pointed at here sells out or comes back. Gives what to call for such a size. */
export function useStockNews(view: View): (size: string) => void {
  const before = useRef(view.sizes);
  const lookedAt = useRef<Set<string>>(new Set());
  const held = useMyHolds(view.id);
  const heldSizes = held.map(({ size }) => size).join(' ');
  useEffect(() => {
    const news = stockNewsOf(before.current, view.sizes, lookedAt.current);
    before.current = view.sizes;
    for (const { size, became } of news) {
      // That it is out because I have it is none.
      if (heldSizes.split(' ').includes(size)) continue;
      const { id: dropId, product } = view;
      tell(
        became === 'out'
          ? {
              dropId,
              tone: 'bad',
              title: `Size ${size} is gone`,
              text: `Every pair of ${product.name} in it is held or sold. A held one can come back.`,
            }
          : {
              dropId,
              tone: 'good',
              title: `Size ${size} is back`,
              text: `A pair of ${product.name} came back. Be quick.`,
            },
      );
    }
  }, [view, heldSizes]);
  return (size) => void lookedAt.current.add(size);
}
