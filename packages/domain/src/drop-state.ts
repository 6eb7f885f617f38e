import type { DropStatus, ReservationStatus } from '@lastpair/contracts';

/** The counters of one size. At every moment available + reserved + sold = total. */
export type SizeCount = { total: number; available: number; reserved: number; sold: number };

/** One pair held for one shopper. `slot` numbers the pairs of a shopper: 1 to the drop's limit. */
export type Held = {
  size: string;
  shopperId: string;
  slot: number;
  status: ReservationStatus;
  expiresAt: number;
};

export type Lapses = { count: number; lastAt: number };

/**
 * What the rules need to know of a drop. Of reservations and shoppers it holds those that the commands
 * at hand speak of; the rest need not be loaded. Times are epoch milliseconds.
 */
export type DropState = {
  id: string;
  status: DropStatus;
  opensAt: number | null;
  holdSeconds: number;
  limitPerShopper: number;
  /** How long a shopper waits after holds that lapsed; 0 is not at all. */
  cooldownSeconds: number;
  priceCents: number;
  currency: string;
  sizes: Map<string, SizeCount>;
  reservations: Map<string, Held>;
  /** By shopper: the slots taken by their active and purchased pairs of this drop. */
  slots: Map<string, Set<number>>;
  /** By shopper: how many of their holds in this drop lapsed, and when the last of them was over. */
  lapses: Map<string, Lapses>;
};
