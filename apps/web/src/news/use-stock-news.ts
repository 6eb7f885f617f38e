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
  const holds = useMyHolds(view.id);

  // No list of dependencies: what I hold is another list each time.
  useEffect(() => {
    const mine = mineUntil.current;
    for (const { size } of holds) mine.set(size, Infinity);
    return () => {
      for (const { size } of holds) mine.set(size, Date.now() + SETTLE_MS);
    };
  });

  useEffect(() => {
    const news = stockNewsOf(sizes.current, view.sizes, lookedAt.current);
    sizes.current = view.sizes;
    const { id: dropId, product } = view;
    const changedAt = Date.now();
    for (const { size, became } of news) {
      const tellUnlessMine = (): void => {
        const now = sizes.current.find((each) => each.size === size);
        const isSo = (now?.level === 'out') === (became === 'out');
        if (!isSo || (mineUntil.current.get(size) ?? 0) > changedAt) return;
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
      };
      // That it is back can't wait.
      setTimeout(tellUnlessMine, became === 'out' ? SETTLE_MS : 0);
    }
  }, [view]);
  return (size) => void lookedAt.current.add(size);
}
