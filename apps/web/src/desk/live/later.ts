import type { Alert, Transfer } from '@lastpair/contracts';

const alertRank = { raised: 0, acknowledged: 1, cleared: 2 } as const;
const transferRank = { requested: 0, in_transit: 1, received: 2, cancelled: 2 } as const;

/** The later of two words of one alert: an answer to a click and an event may come in either order. */
export const laterAlert = (known: Alert | undefined, came: Alert): Alert =>
  known && alertRank[known.status] > alertRank[came.status] ? known : came;

/** The later of two words of one transfer. */
export function laterTransfer(known: Transfer | undefined, came: Transfer): Transfer {
  if (!known) return came;
  const ahead = transferRank[known.status] - transferRank[came.status];
  if (ahead !== 0) return ahead > 0 ? known : came;
  return known.received + known.missing > came.received + came.missing ? known : came;
}

/** A list as fetched, brought up to date with what came since: those that `fit`, newest first as `newest` says. */
export function withLive<Thing extends { id: string }>(
  fetched: readonly Thing[],
  live: Iterable<Thing>,
  later: (known: Thing | undefined, came: Thing) => Thing,
  fits: (thing: Thing) => boolean,
  newest: (thing: Thing) => string,
): Thing[] {
  const byId = new Map(fetched.map((thing) => [thing.id, thing]));
  for (const thing of live) byId.set(thing.id, later(byId.get(thing.id), thing));
  return [...byId.values()]
    .filter(fits)
    .toSorted((one, other) => newest(other).localeCompare(newest(one)));
}
