import type { Evidence } from './evidence.ts';

const sum = (numbers: Iterable<number>): number => {
  let total = 0;
  for (const number of numbers) total += number;
  return total;
};

const countBySize = (things: Iterable<{ size: string }>): Map<string, number> => {
  const counts = new Map<string, number>();
  for (const { size } of things) counts.set(size, (counts.get(size) ?? 0) + 1);
  return counts;
};

/**
 * Pairs too many: bought by shoppers, or sold and held by the counters, beyond what there was of a size; or out all
 * at once at some moment of the log.
 */
export function countOversold({ stock, sizes, ownPurchases, replay }: Evidence): number {
  const bought = countBySize(ownPurchases);
  const counted = new Map(sizes.map((size) => [size.size, size.sold + size.reserved]));
  const labels = new Set([...stock.keys(), ...bought.keys(), ...counted.keys()]);
  const tooMany = sum(
    [...labels].map((size) =>
      Math.max(0, Math.max(bought.get(size) ?? 0, counted.get(size) ?? 0) - (stock.get(size) ?? 0)),
    ),
  );
  return Math.max(tooMany, replay.pairsBeyondStock);
}

/**
 * Pairs too few: neither sold, held nor available at the end; still held though nobody's hold is open; free at a
 * moment when somebody was told that all were gone; never given to anyone though somebody was told so; or left over
 * by a sale that came to a halt.
 */
export function countUndersold(evidence: Evidence): number {
  const { stock, sizes, holds, entries, replay, leftOver } = evidence;
  const byLabel = new Map(sizes.map((size) => [size.size, size]));
  const lost = sum(
    [...stock].map(([size, total]) => {
      const there = byLabel.get(size);
      return there ? Math.max(0, total - there.sold - there.reserved - there.available) : total;
    }),
  );
  const open = countBySize(holds.filter(({ ends }) => ends.length === 0));
  const stuck = sum(
    sizes.map(({ size, reserved }) => Math.max(0, reserved - (open.get(size) ?? 0))),
  );
  const taken = countBySize(holds);
  const refused = new Set(
    entries
      .filter(({ ask, outcome }) => ask.kind === 'reserve' && outcome?.reason === 'sold_out')
      .map(({ ask }) => ask.size),
  );
  const keptBack = sum(
    [...refused].map((size) => Math.max(0, (stock.get(size) ?? 0) - (taken.get(size) ?? 0))),
  );
  return lost + stuck + keptBack + replay.wronglyRefused + leftOver;
}
