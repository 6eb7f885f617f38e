import type { LogRow } from './log-rows.ts';

/** What going through the log row by row showed. All but the first two must be 0. */
export type Replay = {
  /** Rows that are known, and rows that the log has. Only a complete log can be judged by its order. */
  known: number;
  expected: number;
  /** The most pairs of any size that were out beyond its stock at one moment, over all sizes. */
  pairsBeyondStock: number;
  /** Refused as sold out, or for the limit, in a moment when that was not true. */
  wronglyRefused: number;
  /** Shoppers who had more pairs than they may at some moment. */
  beyondLimit: number;
  /** Two commands that were both told they have the same place in the log. */
  samePlace: number;
};

/**
 * Goes through the log of a drop as its shoppers were told it, and checks each decision against all that was decided
 * before it. `rows` are in order; the log is of `firstSeq` to `lastSeq`, both included.
 */
export function replay(
  rows: readonly LogRow[],
  drop: {
    stock: ReadonlyMap<string, number>;
    limitPerShopper: number;
    firstSeq: number;
    lastSeq: number;
  },
): Replay {
  const { firstSeq, lastSeq, stock, limitPerShopper } = drop;
  const inRange = rows.filter(({ seq }) => seq >= firstSeq && seq <= lastSeq);
  const places = new Set(inRange.map(({ seq }) => seq));
  const expected = Math.max(0, lastSeq - firstSeq + 1);
  const samePlace = inRange.length - places.size;
  if (places.size < expected || samePlace > 0) {
    const unjudged = { pairsBeyondStock: 0, wronglyRefused: 0, beyondLimit: 0 };
    return { known: places.size, expected, samePlace, ...unjudged };
  }

  const out = new Map<string, number>();
  const had = new Map<number, number>();
  const beyond = new Map<string, number>();
  const greedy = new Set<number>();
  let wronglyRefused = 0;
  for (const { size, shopper, effect } of inRange) {
    const pairsOut = out.get(size) ?? 0;
    const pairsHad = had.get(shopper) ?? 0;
    const total = stock.get(size) ?? 0;
    switch (effect) {
      case 'taken':
        out.set(size, pairsOut + 1);
        had.set(shopper, pairsHad + 1);
        if (pairsOut + 1 > total)
          beyond.set(size, Math.max(beyond.get(size) ?? 0, pairsOut + 1 - total));
        if (pairsHad + 1 > limitPerShopper) greedy.add(shopper);
        break;
      case 'given back':
        out.set(size, pairsOut - 1);
        had.set(shopper, pairsHad - 1);
        break;
      case 'refused: sold out':
        if (pairsOut < total) wronglyRefused += 1;
        break;
      case 'refused: limit':
        if (pairsHad < limitPerShopper) wronglyRefused += 1;
        break;
      case 'bought':
      case 'none':
        break;
    }
  }
  const pairsBeyondStock = [...beyond.values()].reduce((sum, pairs) => sum + pairs, 0);
  return {
    known: expected,
    expected,
    samePlace,
    pairsBeyondStock,
    wronglyRefused,
    beyondLimit: greedy.size,
  };
}
