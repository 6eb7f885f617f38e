import type { Hold } from './holds.ts';
import type { LedgerEntry } from './ledger.ts';
import type { Replay } from './replay.ts';

/** A size as the merchant sees it at the end. */
export type SizeAtEnd = {
  size: string;
  total: number;
  available: number;
  reserved: number;
  sold: number;
};

/** A purchase that a shopper finds among their own. */
export type OwnPurchase = { id: string; reservationId: string; shopper: number; size: string };

/** Everything that a verdict is made from. It all came through the public API. */
export type Evidence = {
  /** The pairs there were, by size. */
  stock: ReadonlyMap<string, number>;
  limitPerShopper: number;
  entries: readonly LedgerEntry[];
  holds: readonly Hold[];
  sizes: readonly SizeAtEnd[];
  ownPurchases: readonly OwnPurchase[];
  replay: Replay;
  /** Views that watchers were shown whose counters do not add up. */
  brokenViews: number;
  /** Pairs that a paced sale could not sell any more, although there were shoppers for them. */
  leftOver: number;
  /** What the store's auditor says after the end; undefined if it never looked. */
  drift: number | undefined;
};
