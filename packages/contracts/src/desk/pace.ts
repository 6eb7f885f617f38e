/** Sales of half an hour ago count half as much as those of now. In microseconds, as stamps are. */
export const PACE_HALF_LIFE = 30 * 60 * 1_000_000;
/** A shelf that is known for less is taken to be known for this long: one sale is no pace. */
const KNOWN_AT_LEAST = 10 * 60 * 1_000_000;
const HOUR = 3_600_000_000;

/** A shelf's sales, each weighed by its age at `stamp`; `since` is when the shelf was first heard of. */
export type Sales = { weighed: number; stamp: number; since: number };

/**
 * Pairs sold in an hour, as estimated at `now`, and how long `inventory` lasts at that pace (null when nothing sells).
 * All times are microseconds since the epoch. Sales that come evenly weigh pace x half-life / ln 2 in the long
 * run, and less while the shelf is young.
 */
export function paceOf(
  sales: Sales,
  inventory: number,
  now: number,
): { perHour: number; hoursLeft: number | null } {
  const halved = (age: number): number => 0.5 ** (Math.max(0, age) / PACE_HALF_LIFE);
  const weighed = sales.weighed * halved(now - sales.stamp);
  const known = Math.max(now - sales.since, KNOWN_AT_LEAST);
  const exact = (weighed * Math.LN2 * HOUR) / PACE_HALF_LIFE / (1 - halved(known));
  const perHour = Math.round(exact * 100) / 100;
  return {
    perHour,
    hoursLeft: perHour > 0 ? Math.round((inventory / perHour) * 100) / 100 : null,
  };
}
