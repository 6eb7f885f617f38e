import { randomUUID } from 'node:crypto';
import { READINGS_PER_JOB } from '@lastpair/contracts';
import type { DeskNews, StampedReading } from '@lastpair/contracts';
import type { DeskRoad } from './desk-road.ts';

/** A batch that nobody answers is sent again after this long: the queue may lose anything, and twice does no harm. */
const RESEND_AFTER_MS = 3_000;
/** After a queue that did not take it. */
const RETRY_AFTER_MS = 500;
/** What may wait here; beyond it only the newest reading of each shelf is kept. */
export const WAITING_MAXIMUM = 20_000;

/**
 * Sends readings, with at most one unanswered batch: what is heard meanwhile is the next. In a flood, readings that are
 * overtaken by a newer one of the same shelf are left out, and if even the newest are too many, the oldest of them.
 */
export type ReadingsSender = {
  /** Puts readings in line. Gives a promise of the moment they are applied, and how many of those in line were left out. */
  send(readings: readonly StampedReading[]): {
    applied: Promise<void>;
    overtaken: StampedReading[];
  };
  /** Hears what became of batches. */
  hear: (news: DeskNews) => void;
  waiting(): number;
  stop(): void;
};

export function openReadingsSender(
  road: Pick<DeskRoad, 'sendReadings'>,
  onError: (error: Error) => void,
): ReadingsSender {
  let line: StampedReading[] = [];
  /** Told when what is in line now is applied. */
  let next = Promise.withResolvers<void>();
  let current:
    | { batchId: string; readings: StampedReading[]; done: PromiseWithResolvers<void> | undefined }
    | undefined;
  let timer: NodeJS.Timeout | undefined;
  let stopped = false;

  const leave = (): void => {
    clearTimeout(timer);
    if (!current || stopped) return;
    const { batchId, readings } = current;
    timer = setTimeout(leave, RESEND_AFTER_MS);
    road.sendReadings({ version: 1, batchId, readings }).catch((error: Error) => {
      onError(error);
      if (current?.batchId !== batchId) return;
      clearTimeout(timer);
      timer = setTimeout(leave, RETRY_AFTER_MS);
    });
  };

  const flush = (): void => {
    if (current || line.length === 0 || stopped) return;
    const readings = line.splice(0, READINGS_PER_JOB);
    // Whoever waits for the line waits until the last of it has been applied.
    const last = line.length === 0;
    current = { batchId: randomUUID(), readings, done: last ? next : undefined };
    if (last) next = Promise.withResolvers<void>();
    leave();
  };

  return {
    send(readings) {
      for (const reading of readings) line.push(reading);
      const applied = next.promise;
      let overtaken: StampedReading[] = [];
      if (line.length > WAITING_MAXIMUM) ({ line, overtaken } = thin(line));
      flush();
      return { applied, overtaken };
    },
    hear({ batchIds }) {
      if (!current || !batchIds?.includes(current.batchId)) return;
      clearTimeout(timer);
      current.done?.resolve();
      current = undefined;
      flush();
    },
    waiting: () => line.length + (current?.readings.length ?? 0),
    stop() {
      stopped = true;
      clearTimeout(timer);
    },
  };
}

/** Keeps the newest reading of each shelf, and of those at most the half of what may wait. */
function thin(line: readonly StampedReading[]): {
  line: StampedReading[];
  overtaken: StampedReading[];
} {
  const newest = new Map<string, StampedReading>();
  const overtaken: StampedReading[] = [];
  for (const reading of line) {
    const key = JSON.stringify([reading.store, reading.model]);
    const older = newest.get(key);
    if (older) overtaken.push(older);
    newest.delete(key);
    newest.set(key, reading);
  }
  const kept = [...newest.values()];
  const dropped = kept.splice(0, Math.max(0, kept.length - WAITING_MAXIMUM / 2));
  return { line: kept, overtaken: [...overtaken, ...dropped] };
}
