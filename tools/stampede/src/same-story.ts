import type { Evidence } from './evidence.ts';

/**
 * Purchases on which the three who know of them disagree: the sold counters, the answers to purchase commands, and
 * what shoppers find among their own. Counters that do not add up, at the end or in what watchers saw, count as well.
 */
export function countMismatch(evidence: Evidence): number {
  const { stock, sizes, entries, ownPurchases, brokenViews } = evidence;
  const own = Map.groupBy(ownPurchases, ({ size }) => size);
  const counters = sizes.map(
    ({ size, sold, total }) =>
      Math.abs(sold - (own.get(size)?.length ?? 0)) + Math.abs(total - (stock.get(size) ?? 0)),
  );
  const told = new Set<string>();
  for (const { outcome } of entries) {
    if (outcome?.status === 'accepted' && outcome.purchase) told.add(outcome.purchase.id);
  }
  const found = new Set(ownPurchases.map(({ id }) => id));
  // A purchase whose answer never came is counted as unanswered, not as a lie.
  const silent = new Set(
    entries.map(({ ask, outcome }) =>
      !outcome && ask.kind === 'purchase' ? ask.reservationId : '',
    ),
  );
  const untold = ownPurchases.filter(
    ({ id, reservationId }) => !told.has(id) && !silent.has(reservationId),
  ).length;
  const unfound = [...told].filter((id) => !found.has(id)).length;
  return counters.reduce((total, pairs) => total + pairs, 0) + untold + unfound + brokenViews;
}

/** Things that were done twice: one command id with two answers, one reservation that ended twice. */
export function countDuplicateEffects({ entries, holds, ownPurchases, replay }: Evidence): number {
  const contradicted = entries.filter(({ contradictions }) => contradictions > 0).length;
  const endedTwice = new Set(
    holds.filter(({ ends }) => ends.length > 1).map(({ reservationId }) => reservationId),
  );
  for (const [reservationId, purchases] of Map.groupBy(ownPurchases, (own) => own.reservationId)) {
    if (purchases.length > 1) endedTwice.add(reservationId);
  }
  return contradicted + endedTwice.size + replay.samePlace;
}

/** Shoppers with more pairs than one may have, bought at the end or held at some moment. */
export function countBeyondLimit({ ownPurchases, limitPerShopper, replay }: Evidence): number {
  const buyers = [...Map.groupBy(ownPurchases, ({ shopper }) => shopper).values()];
  const greedy = buyers.filter((purchases) => purchases.length > limitPerShopper).length;
  return Math.max(greedy, replay.beyondLimit);
}
