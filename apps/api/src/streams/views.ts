import type { View } from '@lastpair/contracts';
import { readView } from '@lastpair/db';
import type { Database } from '@lastpair/db';
import type { Feed } from '../feed.ts';
import { createListeners } from './listeners.ts';

/** A view is read at most this often: nobody reads stock faster than ten times a second. */
const READ_EVERY_MS = 100;

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
  feed: Feed;
  onError: (error: Error) => void;
}): Views {
  const { db, feed, onError } = options;
  const listeners = createListeners<View>();
  const kept = new Map<string, View>();
  const reading = new Map<string, Promise<View | undefined>>();
  const timers = new Map<string, NodeJS.Timeout>();
  const readAt = new Map<string, number>();

  /** Everybody who asks while a read is under way gets what it brings. */
  const read = (dropId: string): Promise<View | undefined> => {
    const underWay = reading.get(dropId);
    if (underWay) return underWay;
    readAt.set(dropId, Date.now());
    const asked = readView(db, dropId)
      .then((view) => {
        if (view && listeners.count(dropId) > 0) kept.set(dropId, view);
        return view;
      })
      .finally(() => reading.delete(dropId));
    reading.set(dropId, asked);
    return asked;
  };

  const tell = async (dropId: string): Promise<void> => {
    timers.delete(dropId);
    if (listeners.count(dropId) === 0) return;
    const view = await read(dropId);
    if (!view) return;
    listeners.tell(dropId, view);
    // The read may have been under way since before the change.
    if (view.seq < feed.known(dropId)) schedule(dropId);
  };

  const schedule = (dropId: string): void => {
    if (timers.has(dropId) || listeners.count(dropId) === 0) return;
    const wait = (readAt.get(dropId) ?? 0) + READ_EVERY_MS - Date.now();
    const timer = setTimeout(() => void tell(dropId).catch(onError), Math.max(0, wait));
    timers.set(dropId, timer);
  };

  feed.onGrowth(schedule);

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
        if (listeners.count(dropId) > 0) return;
        kept.delete(dropId);
        readAt.delete(dropId);
      };
    },
    stop() {
      for (const timer of timers.values()) clearTimeout(timer);
    },
  };
}
