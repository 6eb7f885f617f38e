import type { News } from '@lastpair/contracts';
import { readLog, readSeqs } from '@lastpair/db';
import type { Database, LogEntry } from '@lastpair/db';
import type { Road } from '@lastpair/queue';
import { failpoint } from '@lastpair/runtime';

/** News may be lost; this is how soon what it told of is found all the same. */
const CHECK_EVERY_MS = 1_000;
const LOG_PAGE = 1_000;

/**
 * What the log says, as it grows: every api process has one feed. News wakes it, the log is what it tells. It
 * knows how far it has read each drop, so nothing is told twice and nothing left out.
 */
export type Feed = {
  /** Called with each new log entry of every drop, in the drop's order, while anyone `needs` the log. */
  onEntries(listener: (entries: LogEntry[]) => void): void;
  /** Called with ids of commands whose outcome is older than they are. */
  onReplayed(listener: (commandIds: string[]) => void): void;
  /** Says who needs entries of a drop. Without need a drop's log is not read. */
  setNeed(need: (dropId: string) => boolean): void;
  /** Called with each drop whose log has grown, needed or not. */
  onGrowth(listener: (dropId: string) => void): void;
  /** How far a drop's log is known to go: its last seq. */
  known(dropId: string): number;
  stop(): Promise<void>;
};

export async function startFeed(options: {
  db: Database;
  road: Road;
  onError: (error: Error) => void;
}): Promise<Feed> {
  const { db, road, onError } = options;
  const entryListeners: ((entries: LogEntry[]) => void)[] = [];
  const replayListeners: ((commandIds: string[]) => void)[] = [];
  const growthListeners: ((dropId: string) => void)[] = [];
  let needed: (dropId: string) => boolean = () => false;

  /** By drop: how far the log was read, and how far it is known to go. */
  const positions = new Map<string, { read: number; known: number; reading: boolean }>();

  const positionOf = (dropId: string, read: number) => {
    const position = positions.get(dropId) ?? { read, known: read, reading: false };
    positions.set(dropId, position);
    return position;
  };

  /** Learns that a drop's log goes as far as `seq`, and reads what is new. */
  const advance = (dropId: string, seq: number): void => {
    // A drop this process has not met was made after it started, so all of its log is new.
    const position = positionOf(dropId, 0);
    if (seq <= position.known) return;
    position.known = seq;
    for (const listener of growthListeners) listener(dropId);
    if (!position.reading) void readOn(dropId).catch(onError);
  };

  const readOn = async (dropId: string): Promise<void> => {
    const position = positionOf(dropId, 0);
    position.reading = true;
    try {
      while (position.read < position.known) {
        if (!needed(dropId)) {
          position.read = position.known;
          return;
        }
        failpoint('api.after-news');
        const entries = await readLog(db, dropId, position.read, LOG_PAGE);
        failpoint('api.after-read');
        const last = entries.at(-1);
        if (!last) return;
        position.read = last.seq;
        position.known = Math.max(position.known, last.seq);
        for (const listener of entryListeners) listener(entries);
      }
    } finally {
      position.reading = false;
    }
  };

  const check = async (): Promise<void> => {
    for (const [dropId, seq] of await readSeqs(db)) advance(dropId, seq);
    // What could not be read at the time is read now.
    for (const [dropId, position] of positions) {
      if (position.read < position.known && !position.reading) void readOn(dropId).catch(onError);
    }
  };

  for (const [dropId, seq] of await readSeqs(db)) positionOf(dropId, seq);
  const stopListening = await road.listen((news: News) => {
    advance(news.dropId, news.seq);
    if (news.replayed) for (const listener of replayListeners) listener(news.replayed);
  });
  let checking = false;
  const timer = setInterval(() => {
    if (checking) return;
    checking = true;
    void check()
      .catch(onError)
      .finally(() => (checking = false));
  }, CHECK_EVERY_MS);

  return {
    onEntries: (listener) => void entryListeners.push(listener),
    onReplayed: (listener) => void replayListeners.push(listener),
    setNeed: (need) => void (needed = need),
    onGrowth: (listener) => void growthListeners.push(listener),
    known: (dropId) => positions.get(dropId)?.known ?? 0,
    async stop() {
      clearInterval(timer);
      await stopListening();
    },
  };
}
