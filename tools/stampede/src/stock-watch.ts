import type { View } from '@lastpair/contracts';

/** What the crowd can see of the stock: the newest view that any watcher was shown. */
export type StockWatch = {
  see: (view: View) => void;
  latest(): View | undefined;
  /** Pairs of a size that one could reserve, as far as is known. */
  available(size: string): number;
  /** Whether every pair is sold, as far as is known. */
  soldOut(): boolean;
  /** Calls `back` once when pairs of `size` are shown as available at a seq later than `afterSeq`. */
  onReturn(size: string, afterSeq: number, back: () => void): void;
  /** How many views watchers were shown, and how many of them had counters that do not add up. */
  seen(): { views: number; broken: number };
};

/** Makes a watch that has seen nothing yet. */
export function createStockWatch(): StockWatch {
  let newest: View | undefined;
  let views = 0;
  let broken = 0;
  const waiting = new Map<string, { afterSeq: number; back: () => void }[]>();

  const available = (size: string): number =>
    newest?.sizes.find((candidate) => candidate.size === size)?.available ?? 0;

  const wake = (size: string, seq: number): void => {
    const all = waiting.get(size);
    if (!all || available(size) === 0) return;
    waiting.set(
      size,
      all.filter(({ afterSeq }) => afterSeq >= seq),
    );
    for (const { afterSeq, back } of all) if (afterSeq < seq) back();
  };

  return {
    see(view) {
      views += 1;
      if (!view.sizes.every(addsUp)) broken += 1;
      if (newest && view.seq <= newest.seq) return;
      newest = view;
      for (const size of waiting.keys()) wake(size, view.seq);
    },
    latest: () => newest,
    available,
    soldOut: () => newest?.sizes.every(({ sold, total }) => sold === total) ?? false,
    onReturn(size, afterSeq, back) {
      if (newest && newest.seq > afterSeq && available(size) > 0) return back();
      const others = waiting.get(size);
      if (others) others.push({ afterSeq, back });
      else waiting.set(size, [{ afterSeq, back }]);
    },
    seen: () => ({ views, broken }),
  };
}

const addsUp = ({ total, available, reserved, sold }: View['sizes'][number]): boolean =>
  total === (available ?? 0) + (reserved ?? 0) + (sold ?? 0);
