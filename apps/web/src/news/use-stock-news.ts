import type { View } from '@lastpair/contracts';
import { useEffect, useRef } from 'react';
import { useMyHolds } from '../server/use-me.ts';
import { tell } from './news.ts';
import { stockNewsOf } from './stock-news.ts';

/** Within this time a page has both, in either order: what became of a command, and the view that shows it. */
const SETTLE_MS = 500;

/**
 * Tells when a size that I pressed or pointed at here sells out or comes back, unless it is I who took it or let it go. Gives what
 * to call for such a size.
 */
export function useStockNews(view: View): (size: string) => void {
  const sizes = useRef(view.sizes);
  const lookedAt = useRef<Set<string>>(new Set());
  /** Until when a size counts as mine. */
  const mineUntil = useRef(new Map<string, number>());
  const heldSizes = useMyHolds(view.id)
    .map(({ size }) => size)
    .join(' ');

  useEffect(() => {
    const mine = mineUntil.current;
    const held = heldSizes.split(' ');
    for (const size of held) mine.set(size, Infinity);
    return () => {
      for (const size of held) mine.set(size, Date.now() + SETTLE_MS);
    };
  }, [heldSizes]);

  useEffect(() => {
    const news = stockNewsOf(sizes.current, view.sizes, lookedAt.current);
    sizes.current = view.sizes;
    const { id: dropId, product } = view;
    const changedAt = Date.now();
    const isMine = (size: string): boolean => (mineUntil.current.get(size) ?? 0) > changedAt;
    for (const { size, became } of news) {
      if (became === 'back') {
        if (isMine(size)) continue;
        tell({
          dropId,
          tone: 'good',
          title: `Size ${size} is back`,
          text: `A pair of ${product.name} came back. Be quick.`,
        });
        continue;
      }
      setTimeout(() => {
        const isOut = sizes.current.some((each) => each.size === size && each.level === 'out');
        if (!isOut || isMine(size)) return;
        tell({
          dropId,
          tone: 'bad',
          title: `Size ${size} is gone`,
          text: `Every pair of ${product.name} in it is held or sold. A held one can come back.`,
        });
      }, SETTLE_MS);
    }
  }, [view]);
  return (size) => void lookedAt.current.add(size);
}
