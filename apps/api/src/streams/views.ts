import type { View } from '@lastpair/contracts';
import { readViewsOf } from '@lastpair/db';
import type { Database } from '@lastpair/db';
import DataLoader from 'dataloader';
import type { Feed } from '../feed.ts';
import { createListeners } from './listeners.ts';

/** Views that have changed are read at most this often: nobody reads stock faster than twenty times a second. */
const READ_EVERY_MS = 50;
/** What could not be read is tried again after this. */
const RETRY_AFTER_MS = 500;
const DROPS_PER_READ = 100;

/** The latest view of each drop that somebody watches through this process, read once for all of them. */
export type Views = {
  /** The view of a drop, not older than `seq`; undefined when there is no such drop. Who watches it should listen first. */
  latest(dropId: string, seq: number): Promise<View | undefined>;
  /** Calls `listener` with the view whenever it has changed. Gives the function that ends it. */
  watch(dropId: string, listener: (view: View) => void): () => void;
  stop(): void;
};

export function createViews(options: {
  db: Database;
  feed: Pick<Feed, 'onGrowth' | 'known'>;
  onError: (error: Error) => void;
}): Views {
  const { db, feed, onError } = options;
  const listeners = createListeners<View>();
  const kept = new Map<string, View>();
  const reading = new Map<string, Promise<View | undefined>>();
  /** Drops that have changed since they were last read. */
  const changed = new Set<string>();
  let timer: NodeJS.Timeout | undefined;
  let readAt = 0;
  let stopped = false;
  // Many drops that change at once are read at once.
  const loader = new DataLoader<string, View | undefined>((ids) => readViewsOf(db, ids), {
    cache: false,
    maxBatchSize: DROPS_PER_READ,
  });

  /** Everybody who asks while a read is under way gets what it brings. */
  const read = (dropId: string): Promise<View | undefined> => {
    const underWay = reading.get(dropId);
    if (underWay) return underWay;
    const asked = loader
      .load(dropId)
      .then((view) => {
        if (view && listeners.count(dropId) > 0) kept.set(dropId, view);
        return view;
      })
      .finally(() => reading.delete(dropId));
    reading.set(dropId, asked);
    return asked;
  };

  const tell = async (dropId: string): Promise<void> => {
    try {
      const view = await read(dropId);
      if (!view) return;
      listeners.tell(dropId, view);
      // The read may have been under way since before the change.
      if (view.seq < feed.known(dropId)) renew(dropId);
    } catch (error) {
      onError(error as Error);
      renew(dropId, RETRY_AFTER_MS);
    }
  };

  const tellChanged = (): void => {
    timer = undefined;
    readAt = Date.now();
    const dropIds = [...changed];
    changed.clear();
    for (const dropId of dropIds) if (listeners.count(dropId) > 0) void tell(dropId);
  };

  /** Has a drop's view read and told, after `waitMs` at least. */
  const renew = (dropId: string, waitMs = 0): void => {
    if (stopped || listeners.count(dropId) === 0) return;
    changed.add(dropId);
    const dueInMs = readAt + READ_EVERY_MS - Date.now();
    timer ??= setTimeout(tellChanged, Math.max(0, waitMs, dueInMs));
  };

  feed.onGrowth((dropId) => renew(dropId));

  return {
    async latest(dropId, seq) {
      const known = kept.get(dropId);
      if (known && known.seq >= seq) return known;
      const view = await read(dropId);
      return view && view.seq < Math.max(seq, feed.known(dropId)) ? read(dropId) : view;
    },
    watch(dropId, listener) {
      const end = listeners.add(dropId, listener);
      return () => {
        end();
        if (listeners.count(dropId) === 0) kept.delete(dropId);
      };
    },
    stop() {
      // A read that is under way may still fail, and is not tried again.
      stopped = true;
      clearTimeout(timer);
    },
  };
}
