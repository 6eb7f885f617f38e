import type { RefusalReason } from '@lastpair/contracts';

/** A pair somebody took, and what became of it. */
export type Pair = {
  id: string;
  shopper: number;
  size: string;
  state: 'held' | 'bought' | 'released' | 'lapsed';
  /** Epoch milliseconds, as the store said. */
  heldUntil: number;
};

/** What a drop is, in the plainest words: who took which pair, and nothing counted. */
export type Model = {
  status: 'scheduled' | 'open' | 'closed';
  limit: number;
  totals: Map<string, number>;
  pairs: Pair[];
};

export type Expected = 'accepted' | RefusalReason;

export const freePairs = (model: Model, size: string): number =>
  (model.totals.get(size) ?? 0) - outOf(model, size, 'held') - outOf(model, size, 'bought');

export const outOf = (model: Model, size: string, state: Pair['state']): number =>
  model.pairs.filter((pair) => pair.size === size && pair.state === state).length;

/** What must become of a wish for a pair. */
export function expectReserve(model: Model, shopper: number, size: string): Expected {
  if (!model.totals.has(size)) return 'unknown_size';
  if (model.status === 'scheduled') return 'not_open';
  if (model.status === 'closed') return 'closed';
  const theirs = model.pairs.filter(
    (pair) => pair.shopper === shopper && (pair.state === 'held' || pair.state === 'bought'),
  );
  if (theirs.length >= model.limit) return 'limit_reached';
  return freePairs(model, size) > 0 ? 'accepted' : 'sold_out';
}

/** What must become of a wish to buy or to give back a pair. */
export function expectEnd(pair: Pair | undefined, shopper: number): Expected {
  if (pair?.shopper !== shopper) return 'unknown_reservation';
  switch (pair.state) {
    case 'held':
      return 'accepted';
    case 'bought':
      return 'already_purchased';
    case 'released':
      return 'already_released';
    case 'lapsed':
      return 'expired';
  }
}
