import type { Outcome } from '@lastpair/contracts';
import { readLog, readPositions } from '@lastpair/db';
import type { Database, LogEntry } from '@lastpair/db';
import type { Feed } from '../feed.ts';
import { createInbox } from './inbox.ts';
import { createListeners } from './listeners.ts';
import { formatPosition } from './position.ts';
import type { Position } from './position.ts';

/** A reader this far behind is cut off; it comes back with its position and reads the log instead. */
const INBOX_LIMIT = 1_000;
const PAGE = 500;

/** Hands each shopper's log entries to whoever reads for that shopper. */
export type OutcomeHub = {
  subscribe(shopperId: string, listener: (entry: LogEntry) => void): () => void;
  subscriberCount(): number;
};

/** Makes the hub of a process and connects it to the feed. */
export function createOutcomeHub(feed: Feed): OutcomeHub {
  const listeners = createListeners<LogEntry>();
  feed.onEntries((entries) => {
    for (const entry of entries) listeners.tell(entry.shopperId, entry);
  });
  return {
    subscribe: (shopperId, listener) => listeners.add(shopperId, listener),
    subscriberCount: () => listeners.size(),
  };
}

export type OwnOutcomes = AsyncGenerator<{ id: string; outcome: Outcome }, void, void>;

/**
 * A shopper's outcomes from now on, or from `from` on: each once, in the order of each drop, with an id to go on
 * from. "Now" is before this resolves, so whoever is told that it has begun misses nothing. Ends when `signal`
 * aborts or the reader is too slow.
 */
export async function openOwnOutcomes(options: {
  db: Database;
  hub: OutcomeHub;
  shopperId: string;
  from: Position | undefined;
  signal: AbortSignal;
}): Promise<OwnOutcomes> {
  const { db, hub, shopperId, from, signal } = options;
  const position: Position = new Map(from ?? (await readPositions(db, shopperId)));
  const live = createInbox<LogEntry>(INBOX_LIMIT);
  // Listen first, then read what came before, then go live: nothing falls in between.
  const unsubscribe = hub.subscribe(shopperId, live.push);
  // A reader may be gone before it ever asks.
  signal.addEventListener('abort', unsubscribe, { once: true });
  if (signal.aborted) unsubscribe();
  return read();

  function take(entry: LogEntry): { id: string; outcome: Outcome } | undefined {
    if (entry.seq <= (position.get(entry.dropId) ?? 0)) return undefined;
    position.set(entry.dropId, entry.seq);
    return { id: formatPosition(position), outcome: entry.outcome };
  }

  async function* read(): OwnOutcomes {
    try {
      for (const [dropId, seq] of await readPositions(db, shopperId)) {
        while ((position.get(dropId) ?? 0) < seq) {
          const page = await readLog(db, dropId, position.get(dropId) ?? 0, PAGE, shopperId);
          if (page.length === 0) break;
          for (const entry of page) {
            const taken = take(entry);
            if (taken) yield taken;
          }
        }
      }
      for await (const entry of live.read(signal)) {
        const taken = take(entry);
        if (taken) yield taken;
      }
    } finally {
      unsubscribe();
    }
  }
}
