import type { Outcome, View } from '@lastpair/contracts';
import { createHolds } from './holds.ts';
import type { Holds } from './holds.ts';
import { startLag } from './lag.ts';
import type { Lag } from './lag.ts';
import { createLedger } from './ledger.ts';
import type { Ledger } from './ledger.ts';
import type { Line } from './line.ts';
import type { StampedeOptions } from './options.ts';
import { createStockWatch } from './stock-watch.ts';
import type { StockWatch } from './stock-watch.ts';
import type { Store } from './store.ts';
import { createTasks } from './tasks.ts';
import type { Tasks } from './tasks.ts';
import { createTroubles } from './troubles.ts';
import type { Troubles } from './troubles.ts';

/** One of the crowd: a real session, and a connection of their own. */
export type Shopper = { index: number; token: string; line: Line };

/** What one run has one of. */
export type Scene = {
  options: StampedeOptions;
  store: Store;
  dropId: string;
  sizes: readonly { size: string; total: number }[];
  limitPerShopper: number;
  ledger: Ledger;
  holds: Holds;
  stock: StockWatch;
  lag: Lag;
  tasks: Tasks;
  troubles: Troubles;
  /** The store's clock in epoch milliseconds, as well as it can be told from here. */
  storeNow(): number;
  /** Whether shoppers are told by themselves when a hold of theirs expires. */
  tellsExpiry: boolean;
  /** Takes note of anything the store says to a shopper. */
  hear(shopper: number, outcome: Outcome): void;
};

/** Sets the scene for a drop that was just made. `storeAheadMs` is how far the store's clock is ahead of ours. */
export function setScene(given: {
  options: StampedeOptions;
  store: Store;
  drop: View;
  sizes: Scene['sizes'];
  storeAheadMs: number;
}): Scene {
  const { options, store, drop, sizes, storeAheadMs } = given;
  const ledger = createLedger();
  const holds = createHolds();
  const storeNow = (): number => Date.now() + storeAheadMs;
  return {
    options,
    store,
    dropId: drop.id,
    sizes,
    limitPerShopper: drop.limitPerShopper,
    ledger,
    holds,
    stock: createStockWatch(),
    lag: startLag(),
    tasks: createTasks(),
    troubles: createTroubles(),
    storeNow,
    tellsExpiry: options.transport === 'ws',
    hear(shopper, outcome) {
      ledger.note(outcome, performance.now());
      holds.hear(shopper, outcome, storeNow());
    },
  };
}
