import type { OrderLine } from '@lastpair/contracts';

/** The pairs of an order in one line: "Moonwalker 42, 43 and Comet High 41". */
export function pairsInWords(lines: readonly Pick<OrderLine, 'name' | 'size'>[]): string {
  const byName = Map.groupBy(lines, ({ name }) => name);
  const parts = [...byName].map(
    ([name, pairs]) => `${name} ${pairs.map(({ size }) => size).join(', ')}`,
  );
  return new Intl.ListFormat('en', { type: 'conjunction' }).format(parts);
}
