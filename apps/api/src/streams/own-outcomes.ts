import type { LogEntry, Outcome } from '@lastpair/contracts';
import { readLog } from '@lastpair/db';
import type { Database } from '@lastpair/db';
import { tracked } from '@trpc/server';
import type { TrackedEnvelope } from '@trpc/server';
import type { Feed } from '../feed.ts';
import { createInbox } from './inbox.ts';
import { createListeners } from './listeners.ts';
import { formatPosition } from './position.ts';
import type { Position } from './position.ts';
import type { Pushed } from '../wire/pushed.ts';
import { trackedTail } from '../wire/wire.ts';

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

type Told = { id: string; outcome: Outcome };

/**
 * A shopper's outcomes from now on, or from `from` on: each once, in the order of each drop, with an id to go on
 * from. "Now" is before this resolves, so whoever is told that it has begun misses nothing. Ends when `signal`
 * aborts or the reader is too slow.
 */
export async function openOwnOutcomes(options: {
  db: Database;
  hub: OutcomeHub;
  readPosition: (shopperId: string) => Promise<Position>;
  shopperId: string;
  from: Position | undefined;
  signal: AbortSignal;
}): Promise<Pushed<TrackedEnvelope<Outcome>>> {
  const { db, hub, readPosition, shopperId, from, signal } = options;
  const early: LogEntry[] = [];
  let hear = (entry: LogEntry): void => void early.push(entry);
  // Listen first, then read what came before, then go live: nothing falls in between.
  const end = hub.subscribe(shopperId, (entry) => hear(entry));
  // A reader may be gone before it ever asks.
  signal.addEventListener('abort', end, { once: true });
  if (signal.aborted) end();
  const now = await readPosition(shopperId);
  const position: Position = new Map(from ?? now);

  const take = (entry: LogEntry): Told | undefined => {
    if (entry.seq <= (position.get(entry.dropId) ?? 0)) return undefined;
    position.set(entry.dropId, entry.seq);
    return { id: formatPosition(position), outcome: entry.outcome };
  };

  async function* missed(): AsyncGenerator<Told, void, void> {
    for (const [dropId, seq] of now) {
      while ((position.get(dropId) ?? 0) < seq) {
        const page = await readLog(db, dropId, position.get(dropId) ?? 0, PAGE, shopperId);
        if (page.length === 0) break;
        for (const entry of page) {
          const told = take(entry);
          if (told) yield told;
        }
      }
    }
  }

  const goLive = (tell: (told: Told) => void): void => {
    hear = (entry) => {
      const told = take(entry);
      if (told) tell(told);
    };
    early.splice(0).forEach(hear);
  };

  return {
    async pushTo({ socket, head }) {
      const send = ({ id, outcome }: Told): void =>
        socket.sendText(head + trackedTail(id, JSON.stringify(outcome)));
      for await (const told of missed()) send(told);
      goLive(send);
      return end;
    },
    async *[Symbol.asyncIterator]() {
      const inbox = createInbox<Told>(INBOX_LIMIT);
      try {
        for await (const { id, outcome } of missed()) yield tracked(id, outcome);
        goLive(inbox.push);
        for await (const { id, outcome } of inbox.read(signal)) yield tracked(id, outcome);
      } finally {
        end();
      }
    },
  };
}
