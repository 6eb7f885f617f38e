import { toInstant } from '@lastpair/contracts';
import type { LogEntry, RefusalReason, Room } from '@lastpair/contracts';
import { PACE_SECONDS, SELL_THROUGH_POINTS, readRoomHistory, readRoomMoment } from '@lastpair/db';
import type { Database, RoomHistory, RoomMoment } from '@lastpair/db';
import { setTimeout as sleep } from 'node:timers/promises';
import { ApiError } from '../api-error.ts';
import type { Feed } from '../feed.ts';
import { createListeners } from './listeners.ts';

const EVERY_MS = 1_000;

/** Hands each drop's log entries to the rooms that are open on it. */
export type RoomHub = {
  isOpen(dropId: string): boolean;
  /** What a merchant sees of a drop, about once a second. Throws ApiError unknown_drop. */
  follow(dropId: string, signal: AbortSignal): AsyncGenerator<Room, void, void>;
};

export function createRoomHub(db: Database, feed: Feed): RoomHub {
  const rooms = createListeners<LogEntry>();
  feed.onEntries((entries) => {
    for (const entry of entries) rooms.tell(entry.dropId, entry);
  });

  return {
    isOpen: (dropId) => rooms.count(dropId) > 0,
    async *follow(dropId, signal) {
      const fresh: LogEntry[] = [];
      const leave = rooms.add(dropId, (entry) => void fresh.push(entry));
      try {
        // Listen first, then add up what was before: an entry in both is told apart by its seq.
        const history = await readRoomHistory(db, dropId);
        if (!history) throw new ApiError('unknown_drop', 'There is no such drop.');
        while (!signal.aborted) {
          const moment = await readRoomMoment(db, dropId);
          if (!moment) return;
          for (const entry of fresh.splice(0)) countOn(history, entry);
          trace(history, moment);
          yield toRoom(dropId, history, moment);
          await sleep(EVERY_MS, undefined, { signal }).catch(() => undefined);
        }
      } finally {
        leave();
      }
    },
  };
}

/** Adds one entry to what the log adds up to. */
function countOn(history: RoomHistory, entry: LogEntry): void {
  if (entry.seq <= history.seq) return;
  history.seq = entry.seq;
  const at = entry.decidedAt - (entry.decidedAt % 1_000);
  let second = history.pace.at(-1);
  if (second?.at !== at) {
    second = { at, accepted: 0, refused: 0 };
    history.pace.push(second);
  }
  if (entry.outcome.status === 'accepted') {
    second.accepted += 1;
    return;
  }
  second.refused += 1;
  const reason: RefusalReason = entry.outcome.reason ?? 'failed';
  const known = history.refusals.find((each) => each.reason === reason);
  if (known) known.count += 1;
  else history.refusals.push({ reason, count: 1 });
}

/** Goes on with the line of pairs sold and held; when it has too many points, every second one goes. */
function trace(history: RoomHistory, moment: RoomMoment): void {
  const { sold, held } = moment;
  const last = history.sellThrough.at(-1);
  if (last?.sold !== sold || last.held !== held) {
    history.sellThrough.push({ at: Date.parse(moment.serverTime), sold, held });
  }
  if (history.sellThrough.length <= SELL_THROUGH_POINTS) return;
  const end = history.sellThrough.length - 1;
  history.sellThrough = history.sellThrough.filter((_, n) => n % 2 === 0 || n === end);
}

function toRoom(dropId: string, history: RoomHistory, moment: RoomMoment): Room {
  const { sold: _sold, held: _held, ...shown } = moment;
  const now = Date.parse(moment.serverTime);
  const first = now - (now % 1_000) - (PACE_SECONDS - 1) * 1_000;
  history.pace = history.pace.filter(({ at }) => at >= first);
  const seconds = new Map(history.pace.map((second) => [second.at, second]));
  return {
    dropId,
    ...shown,
    pace: Array.from({ length: PACE_SECONDS }, (_, n) => {
      const at = first + n * 1_000;
      const { accepted = 0, refused = 0 } = seconds.get(at) ?? {};
      return { at: toInstant(at), accepted, refused };
    }),
    refusals: history.refusals.toSorted((a, b) => b.count - a.count),
    sellThrough: history.sellThrough.map(({ at, sold, held }) => ({
      at: toInstant(at),
      sold,
      held,
    })),
  };
}
