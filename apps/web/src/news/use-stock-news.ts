import type { View } from '@lastpair/contracts';
import { useEffect, useRef } from 'react';
import { useMyHolds, useMyPaying } from '../server/use-me.ts';
import { useShopping } from '../shopping/shop.ts';
import { tell } from './news.ts';
import { lastOwnChange } from './own-changes.ts';
import { stockNewsOf } from './stock-news.ts';

/** What I do on another device is known here by then, whether the view that shows it or the outcome came first. */
const SETTLE_MS = 500;

/**
 * Tells when a size that I pressed or pointed at here sells out or comes back, unless it is I who took it or let it go. Gives what
 * to call for such a size.
 */
export function useStockNews(view: View): (size: string) => void {
  const shown = useRef(view);
  const lookedAt = useRef<Set<string>>(new Set());
  /** The sizes that I have, or have asked for. */
  const mine = useRef<Set<string>>(new Set());
  const holds = useMyHolds(view.id);
  const paying = useMyPaying(view.id);
  const pending = useShopping().pending.filter(({ dropId }) => dropId === view.id);

  // No list of dependencies: these are other lists each time.
  useEffect(() => {
    mine.current = new Set([...holds, ...paying, ...pending].map(({ size }) => size));
  });

  useEffect(() => {
    const before = shown.current;
    shown.current = view;
    const { id: dropId, product } = view;
    for (const { size, became } of stockNewsOf(before.sizes, view.sizes, lookedAt.current)) {
      const tellUnlessMine = (): void => {
        const now = shown.current.sizes.find((each) => each.size === size);
        const isSo = (now?.level === 'out') === (became === 'out');
        const isMine = mine.current.has(size) || lastOwnChange(dropId, size) > before.seq;
        if (!isSo || isMine) return;
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
