import type { LogEntry } from '@lastpair/db';
import type { Outcome } from '@lastpair/contracts';
import { LRUCache } from 'lru-cache';
import { ApiError } from './api-error.ts';

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
  /** Throws ApiError too_many_holds when `network` has as many as it may. The same command again is let in. */
  check(network: string, commandId: string): void;
  /** Counts what was asked for, from now until it is known not to be held. */
  count(network: string, commandId: string, answer: Promise<Outcome>): void;
  /** Hears of holds that have ended. */
  settle(entries: readonly LogEntry[]): void;
};

/** `maximum` 0 is no limit. */
export function createHoldLimit(maximum: number): HoldLimit {
  // Of each network: by the command that asked for it, when it is over at the latest.
  const held = new LRUCache<string, Map<string, number>>({ max: NETWORKS_MAXIMUM });
  const networks = new LRUCache<string, string>({ max: HOLDS_MAXIMUM });

  const end = (commandId: string): void => {
    const network = networks.get(commandId);
    if (network === undefined) return;
    networks.delete(commandId);
    const holds = held.get(network);
    holds?.delete(commandId);
    if (holds?.size === 0) held.delete(network);
  };

  return {
    check(network, commandId) {
      const holds = maximum > 0 ? held.get(network) : undefined;
      if (!holds || holds.has(commandId)) return;
      const now = Date.now();
      for (const [id, until] of holds) if (until <= now) end(id);
      if (holds.size < maximum) return;
      const retryAfterSeconds = Math.max(1, Math.ceil((Math.min(...holds.values()) - now) / 1_000));
      throw new ApiError(
        'too_many_holds',
        `${maximum} pairs are held from your network at once, and that is the most. Buy one or let one go first.`,
        { retryAfterSeconds },
      );
    },
    count(network, commandId, answer) {
      if (maximum === 0) return;
      const holds = held.get(network) ?? new Map<string, number>();
      held.set(network, holds.set(commandId, Date.now() + UNANSWERED_MS));
      networks.set(commandId, network);
      answer.then(
        ({ reservation }) => {
          if (!reservation || reservation.status !== 'active') return end(commandId);
          if (holds.has(commandId)) holds.set(commandId, Date.parse(reservation.expiresAt));
        },
        () => end(commandId),
      );
    },
    settle(entries) {
      if (maximum === 0) return;
      for (const { kind, outcome } of entries) {
        const { reservation } = outcome;
        if (kind !== 'reserve' && reservation) end(reservation.id);
      }
    },
  };
}
