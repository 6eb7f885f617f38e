import type { Room } from '@lastpair/contracts';

/** The last second is not over yet, so it is left out, and the ones before it are averaged. */
const SECONDS = 3;

/** Decisions in a second, of late. */
export function perSecondOf(pace: Room['pace']): number {
  const whole = pace.slice(-1 - SECONDS, -1);
  const decisions = whole.reduce((sum, { accepted, refused }) => sum + accepted + refused, 0);
  return whole.length === 0 ? 0 : Math.round(decisions / whole.length);
}
