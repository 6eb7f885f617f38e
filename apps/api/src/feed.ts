import { toLogEntry } from '@lastpair/contracts';
import type { Growth, LogEntry, News } from '@lastpair/contracts';
import { connect, readLogs, readSeqs } from '@lastpair/db';
import type { Road } from '@lastpair/queue';
import { failpoint } from '@lastpair/runtime';

/** News may be lost; this is how soon what it told of is found all the same. */
const CHECK_EVERY_MS = 1_000;
/** What is read at once: rows, of so many drops. */
const LOG_PAGE = 1_000;
const DROPS_PER_READ = 200;
/** One reads what is new, the other looks for what news was lost. */
const FEED_POOL_SIZE = 2;

/**
 * What the log says, as it grows: every api process has one feed. News wakes it, the log is what it tells. It
 * knows how far it has read each drop, so nothing is told twice and nothing left out.
 */
export type Feed = {
  /** Called with new log entries, those of each drop in its order and each once, while anyone `needs` that drop's log. */
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
  databaseUrl: string;
  road: Pick<Road, 'listen'>;
  onError: (error: Error) => void;
}): Promise<Feed> {
  const { databaseUrl, road, onError } = options;
  // A plan made while the log was empty would read the whole of it for ever.
  const db = connect(databaseUrl, {
    poolSize: FEED_POOL_SIZE,
    name: 'lastpair-feed',
    indexOnly: true,
    onError,
  });
  const entryListeners: ((entries: LogEntry[]) => void)[] = [];
  const replayListeners: ((commandIds: string[]) => void)[] = [];
  const growthListeners: ((dropId: string) => void)[] = [];
  let needed: (dropId: string) => boolean = () => false;

  /** By drop: how far the log was read, and how far it is known to go. */
  const positions = new Map<string, { read: number; known: number }>();
  /** Drops of which there may be more to read. */
  const behind = new Set<string>();
  let reading = false;

  const positionOf = (dropId: string, read: number) => {
    const position = positions.get(dropId) ?? { read, known: read };
    positions.set(dropId, position);
    return position;
  };

  /** Learns that a drop's log goes as far as `seq`. */
  const advance = (dropId: string, seq: number): void => {
    // A drop this process has not met was made after it started, so all of its log is new.
    const position = positionOf(dropId, 0);
    if (seq <= position.known) return;
    position.known = seq;
    behind.add(dropId);
    for (const listener of growthListeners) listener(dropId);
  };

  /** Tells of entries, the first of each drop being the next of its log. */
  const tell = (entries: LogEntry[]): void => {
    failpoint('api.before-telling');
    for (const { dropId, seq } of entries) {
      const position = positionOf(dropId, 0);
      position.read = seq;
      position.known = Math.max(position.known, seq);
    }
    for (const listener of entryListeners) listener(entries);
  };

  /** Whether the rows that came along go on where the log was read to, with nothing known to be missing. */
  const goesOn = ({ dropId, seq, batch }: Growth): boolean => {
    const { read, known } = positionOf(dropId, 0);
    return read === known && seq - read === batch?.rows.length;
  };

  /** Tells of the rows that came along if it can; all others are read. */
  const hear = async ({ drops, replayed = [] }: News): Promise<void> => {
    failpoint('api.after-news');
    if (replayed.length > 0) for (const listener of replayListeners) listener(replayed);
    const next = drops.filter((growth) => goesOn(growth) && needed(growth.dropId));
    for (const { dropId, seq } of drops) advance(dropId, seq);
    if (next.length > 0) tell(next.flatMap(toLogEntries));
    await readOn();
  };

  /** Takes drops that are behind and needed, each with how far it was read. */
  const takeBehind = (): [dropId: string, read: number][] => {
    const taken: [string, number][] = [];
    for (const dropId of behind) {
      if (taken.length === DROPS_PER_READ) break;
      behind.delete(dropId);
      const position = positionOf(dropId, 0);
      if (!needed(dropId)) position.read = position.known;
      else if (position.read < position.known) taken.push([dropId, position.read]);
    }
    return taken;
  };

  /** Reads what is new of all drops: whatever grows meanwhile is the next read, so that reads are as large as the load. */
  const readOn = async (): Promise<void> => {
    if (reading) return;
    reading = true;
    try {
      for (let taken = takeBehind(); taken.length > 0; taken = takeBehind()) {
        const entries = await readLogs(db, taken, LOG_PAGE);
        // A full page may have left some out; what is not there though it was told of, the next check looks for.
        if (entries.length === LOG_PAGE) for (const [dropId] of taken) behind.add(dropId);
        tell(entries);
      }
    } finally {
      reading = false;
    }
  };

  const check = async (): Promise<void> => {
    for (const [dropId, seq] of await readSeqs(db)) advance(dropId, seq);
    // What could not be read at the time is read now.
    for (const [dropId, { read, known }] of positions) if (read < known) behind.add(dropId);
    await readOn();
  };

  for (const [dropId, seq] of await readSeqs(db)) positionOf(dropId, seq);
  const stopListening = await road.listen((news) => void hear(news).catch(onError));
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
      await db.destroy();
    },
  };
}

/** The rows that a batch's news brought, each with its place in the log. */
function toLogEntries({ dropId, seq, batch }: Growth): LogEntry[] {
  if (!batch) return [];
  const { decidedAt, rows } = batch;
  const before = seq - rows.length;
  return rows.map((row, n) => toLogEntry({ dropId, seq: before + n + 1, decidedAt, ...row }));
}
