import type { Outcome, Reservation } from '@lastpair/contracts';
import { within } from './within.ts';

export type End = 'purchased' | 'released' | 'expired';

/** One pair that was held for one shopper, and how that ended. */
export type Hold = {
  reservationId: string;
  shopper: number;
  size: string;
  /** By the store's clock, in epoch milliseconds. */
  expiresAt: number;
  /** Every end the store told of, each once: there must be exactly one. */
  ends: { end: End; commandId: string | undefined; seq: number | undefined }[];
  /** How long after `expiresAt` the word came that it expired, if it was told. */
  expiredLateMs: number | undefined;
  /** Waits up to `ms` for its end; true when it has ended. */
  endedWithin(ms: number): Promise<boolean>;
};

/** Every reservation of a run by its id. */
export type Holds = {
  /** Notes what an outcome says of a reservation, if anything. `storeNow` is by the store's clock. */
  hear(shopper: number, outcome: Outcome, storeNow: number): void;
  /** Notes what a look at one's own reservations said. */
  see: (reservation: Reservation) => void;
  find(reservationId: string): Hold | undefined;
  all(): Iterable<Hold>;
  ended(): number;
  /** How many pairs a shopper has bought. */
  boughtBy(shopper: number): number;
  count(): number;
  /** How many pairs were bought. */
  sold(): number;
};

/** Makes an empty book of holds. */
export function createHolds(): Holds {
  const holds = new Map<string, Hold & { settle: () => void }>();
  const bought = new Map<number, number>();
  let ended = 0;
  let sold = 0;

  const begin = (shopper: number, reservation: Reservation): void => {
    if (holds.has(reservation.id)) return;
    const { promise, resolve } = Promise.withResolvers<true>();
    holds.set(reservation.id, {
      reservationId: reservation.id,
      shopper,
      size: reservation.size,
      expiresAt: Date.parse(reservation.expiresAt),
      ends: [],
      expiredLateMs: undefined,
      endedWithin: async (ms) => (await within(promise, ms)) ?? false,
      settle: () => resolve(true),
    });
  };

  const finish = (id: string, end: End, commandId?: string, seq?: number): Hold | undefined => {
    const hold = holds.get(id);
    if (!hold) return undefined;
    const known = hold.ends.find((other) => other.end === end && other.commandId === commandId);
    const sameEndSeen = hold.ends.some((other) => other.end === end);
    if (known || (commandId === undefined && sameEndSeen)) return undefined;
    if (hold.ends.length === 0) ended += 1;
    if (end === 'purchased') sold += 1;
    if (end === 'purchased') bought.set(hold.shopper, (bought.get(hold.shopper) ?? 0) + 1);
    // What was only seen before is told now: one end, not two.
    const seen = hold.ends.find((other) => other.end === end && other.commandId === undefined);
    if (seen) Object.assign(seen, { commandId, seq });
    else hold.ends.push({ end, commandId, seq });
    hold.settle();
    return hold;
  };

  return {
    hear(shopper, outcome, storeNow) {
      const { reservation, commandId, seq } = outcome;
      if (outcome.status !== 'accepted' || !reservation) return;
      if (reservation.status === 'active') return begin(shopper, reservation);
      // The crowd buys pair by pair; nobody in it pays for an order.
      if (reservation.status === 'paying') return;
      const hold = finish(reservation.id, reservation.status, commandId, seq);
      if (hold && reservation.status === 'expired') hold.expiredLateMs = storeNow - hold.expiresAt;
    },
    see({ id, status }) {
      if (status !== 'active' && status !== 'paying') finish(id, status);
    },
    find: (reservationId) => holds.get(reservationId),
    all: () => holds.values(),
    ended: () => ended,
    boughtBy: (shopper) => bought.get(shopper) ?? 0,
    count: () => holds.size,
    sold: () => sold,
  };
}
