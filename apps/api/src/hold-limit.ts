import type { LogEntry, Outcome } from '@lastpair/contracts';
import { ApiError } from './api-error.ts';
import { createRecentMap } from './recent-map.ts';

/** A wish that nobody has answered for this long is answered `timed_out`, so it holds nothing. */
const UNANSWERED_MS = 20_000;
/** Beyond these the one that was heard of longest ago is forgotten. */
const NETWORKS_MAXIMUM = 50_000;
const HOLDS_MAXIMUM = 100_000;

/**
 * How many pairs are held from one network at once, as far as this process has let them in. A hold counts from the
 * click until it ends; one that ends through another process counts until its time is over at the latest.
 */
export type HoldLimit = {
  /** Throws ApiError too_many_holds when `network` would have more than it may. The same pairs again are let in. */
  check(network: string, reservationIds: readonly string[]): void;
  /** Counts the pairs that were asked for, from now until they are known not to be held. */
  count(network: string, reservationIds: readonly string[], answer: Promise<Outcome>): void;
  /** Hears of holds that have ended. */
  settle(entries: readonly LogEntry[]): void;
};

/** `maximum` 0 is no limit. */
export function createHoldLimit(maximum: number): HoldLimit {
  // Of each network: by the reservation it will be, when it is over at the latest.
  const held = createRecentMap<Map<string, number>>(NETWORKS_MAXIMUM);
  const networks = createRecentMap<string>(HOLDS_MAXIMUM);

  const end = (id: string): void => {
    const network = networks.get(id);
    if (network === undefined) return;
    networks.delete(id);
    const holds = held.get(network);
    holds?.delete(id);
    if (holds?.size === 0) held.delete(network);
  };

  return {
    check(network, reservationIds) {
      if (maximum === 0) return;
      const holds = held.get(network) ?? new Map<string, number>();
      const fresh = reservationIds.filter((id) => !holds.has(id)).length;
      if (fresh === 0) return;
      const now = Date.now();
      for (const [id, until] of holds) if (until <= now) end(id);
      if (holds.size + fresh <= maximum) return;
      const soonest = Math.min(...holds.values(), now + UNANSWERED_MS);
      const retryAfterSeconds = Math.max(1, Math.ceil((soonest - now) / 1_000));
      throw new ApiError(
        'too_many_holds',
        `${maximum} pairs are held from your network at once, and that is the most. Buy one or let one go first.`,
        { retryAfterSeconds },
      );
    },
    count(network, reservationIds, answer) {
      if (maximum === 0) return;
      const holds = held.get(network) ?? new Map<string, number>();
      held.set(network, holds);
      for (const id of reservationIds) {
        holds.set(id, Date.now() + UNANSWERED_MS);
        networks.set(id, network);
      }
      answer.then(
        ({ reservation }) => {
          for (const id of reservationIds) {
            if (!reservation || reservation.status !== 'active') end(id);
            else if (holds.has(id)) holds.set(id, Date.parse(reservation.expiresAt));
          }
        },
        () => reservationIds.forEach(end),
      );
    },
    settle(entries) {
      if (maximum === 0) return;
      for (const { kind, outcome } of entries) {
        const { reservation } = outcome;
        if (!reservation || kind === 'reserve' || kind === 'reserve_many') continue;
        const { id, expiresAt } = reservation;
        if (kind !== 'hold_for_payment' && kind !== 'resume') {
          end(id);
          continue;
        }
        // Stopped for a payment, or gone on after it: held all the same, until later.
        const holds = held.get(networks.get(id) ?? '');
        if (holds?.has(id)) holds.set(id, Date.parse(expiresAt));
      }
    },
  };
}
