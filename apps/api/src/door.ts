import { COMMANDS_PER_JOB, laneOf, payloadOf } from '@lastpair/contracts';
import type { Command, LogEntry, Outcome } from '@lastpair/contracts';
import { dropExists, findReservation, readOutcomes } from '@lastpair/db';
import type { Database } from '@lastpair/db';
import type { Road } from '@lastpair/queue';
import { failpoint } from '@lastpair/runtime';
import { ApiError } from './api-error.ts';
import type { Feed } from './feed.ts';
import { FleetingMap } from './fleeting-map.ts';
import { createLaneLine } from './lane-line.ts';
import type { LaneLine } from './lane-line.ts';
import type { Pulse } from './pulse.ts';
import { createRecentMap } from './recent-map.ts';

/**
 * A command without an answer for this long is looked up, and sent again if it has none: the queue may lose
 * anything. Each time the wait doubles, so that a worker that is down does not find its commands a hundred times.
 */
const RESEND_AFTER_MS = 2_000;
const RESEND_AFTER_AT_MOST_MS = 16_000;
const RESEND_LOOK_MS = 250;
/** A batch unanswered for this long may be lost, and the next one leaves without waiting for it. */
const HELD_UP_MS = 500;
/** In a line whose first has waited this long a new command would be too late before anybody looked at it. */
const WAIT_MAXIMUM_MS = 10_000;
/** Drops and reservations remembered as known, so that a hot drop is looked up once. */
const KNOWN_MAXIMUM = 100_000;

/**
 * A command in line: its answer when it comes, or ApiError id_conflict, and how many commands of this process were before
 * it: those of its drop, and the batches under way. `contested` says that the same id is in line for something else: which of the two has it is known only
 * when it is decided.
 */
export type Ticket = { answer: Promise<Outcome>; ahead: number; contested: boolean };

/**
 * Where commands go in. What arrives for a lane while it is busy leaves together as one job (`lane-line.ts`), all drops in
 * turn, so that batches are as large as the load makes them and a lone command waits for nobody. It remembers what it has
 * sent until the log answers, and sends it again when nobody does.
 */
export type Door = {
  /** Puts a command in line. Throws ApiError overloaded when the line is too long or nothing can be decided now. */
  take(command: Command): Ticket;
  /** A command of this shopper that is in line in this process. */
  find(commandId: string, shopperId: string): Outcome | undefined;
  knowsDrop(dropId: string): Promise<boolean>;
  /** The drop of a reservation of this shopper. Undefined for another's, too: nobody learns that it is there. */
  dropOfReservation(reservationId: string, shopperId: string): Promise<string | undefined>;
  waiting(): number;
  /** Resolves when every command that is in line now is answered. */
  settled(): Promise<unknown>;
  stop(): void;
};

type Pending = {
  command: Command;
  takenAt: number;
  /** When to look after it, once it has left. */
  lateAt: number;
  timesSent: number;
  /** The log's row of this id, whoever it belongs to. */
  decided: Promise<LogEntry>;
  resolve: (entry: LogEntry) => void;
};

/** A lane's line, and all of it that is not answered, the oldest first. */
type Line = LaneLine & { open: FleetingMap<string, Pending> };

export function openDoor(options: {
  db: Database;
  road: Road;
  feed: Feed;
  pulse: Pulse;
  laneCount: number;
  /** The most commands in line. Beyond it the honest answer is to come back later. */
  lineMaximum: number;
  onError: (error: Error) => void;
}): Door {
  const { db, road, feed, pulse, laneCount, lineMaximum, onError } = options;
  const pending = new FleetingMap<string, Pending>();
  const lines = Array.from({ length: laneCount }, newLine);
  const lineOf = (dropId: string): Line => lines[laneOf(dropId, laneCount)]!;
  const knownDrops = createRecentMap<true>(KNOWN_MAXIMUM);
  const knownReservations = createRecentMap<{ dropId: string; shopperId: string }>(KNOWN_MAXIMUM);

  const leave = async (commands: Command[]): Promise<void> => {
    const now = Date.now();
    for (const { commandId } of commands) {
      const waiting = pending.get(commandId);
      if (!waiting) continue;
      waiting.lateAt =
        now + Math.min(RESEND_AFTER_MS * 2 ** waiting.timesSent, RESEND_AFTER_AT_MOST_MS);
      waiting.timesSent += 1;
    }
    try {
      failpoint('api.before-send');
      await pulse.hand(road.send(commands));
      failpoint('api.after-send');
    } catch (error) {
      // They stay pending and are sent again; nobody new is let in meanwhile.
      onError(error as Error);
    }
  };

  /** Lets the next batch of a line leave, if there is one. */
  const flush = (line: Line): void => {
    const commands = line.next(Date.now());
    if (commands.length > 0) void leave(commands);
  };

  /** Whether the first in line has waited so long that nobody new would be in time. */
  const isStuck = ({ open }: Line, now: number): boolean => {
    const [first] = open.values();
    return first !== undefined && now - first.takenAt > WAIT_MAXIMUM_MS;
  };

  const settle = (entries: readonly LogEntry[]): void => {
    const touched = new Set<Line>();
    for (const entry of entries) {
      if (entry.outcome.status === 'accepted' && entry.kind === 'reserve') {
        knownReservations.set(entry.commandId, {
          dropId: entry.dropId,
          shopperId: entry.shopperId,
        });
      }
      const waiting = pending.get(entry.commandId);
      if (!waiting) continue;
      pending.delete(entry.commandId);
      const line = lineOf(waiting.command.dropId);
      line.answered(entry.commandId);
      line.open.delete(entry.commandId);
      touched.add(line);
      pulse.answered();
      waiting.resolve(entry);
    }
    for (const line of touched) flush(line);
  };

  const lookUp = async (commandIds: string[]): Promise<void> => {
    const mine = commandIds.filter((commandId) => pending.has(commandId));
    for (let at = 0; at < mine.length; at += COMMANDS_PER_JOB) {
      settle(await readOutcomes(db, mine.slice(at, at + COMMANDS_PER_JOB)));
    }
  };

  const resend = async (): Promise<void> => {
    if (!pulse.isUp()) return;
    const now = Date.now();
    const late = [...pending.values()].filter(
      ({ timesSent, lateAt }) => timesSent > 0 && lateAt < now,
    );
    await lookUp(late.map(({ command }) => command.commandId));
    const unanswered = late
      .map(({ command }) => command)
      .filter(({ commandId }) => pending.has(commandId));
    if (unanswered.length > 0) await leave(unanswered);
    // A batch that nobody answers must not hold up those behind it.
    for (const line of lines) {
      line.giveUp(now - HELD_UP_MS);
      flush(line);
    }
  };

  feed.onEntries(settle);
  feed.onReplayed((commandIds) => void lookUp(commandIds).catch(onError));
  let looking = false;
  const timer = setInterval(() => {
    if (looking || pending.size === 0) return;
    looking = true;
    void resend()
      .catch(onError)
      .finally(() => (looking = false));
  }, RESEND_LOOK_MS);

  return {
    take(command) {
      const same = pending.get(command.commandId);
      if (same) {
        return {
          answer: answerOf(same.decided, command),
          ahead: lineOf(same.command.dropId).aheadOf(same.command),
          contested: !isSame(toAsked(same.command), command),
        };
      }
      const now = Date.now();
      const line = lineOf(command.dropId);
      if (!pulse.isUp() || pending.size >= lineMaximum || isStuck(line, now)) {
        throw new ApiError('overloaded', 'The line is full. Try again in a moment.', {
          retryAfterSeconds: 1,
        });
      }
      const { promise: decided, resolve } = Promise.withResolvers<LogEntry>();
      const waiting = { command, takenAt: now, lateAt: 0, timesSent: 0, decided, resolve };
      pending.set(command.commandId, waiting);
      line.open.set(command.commandId, waiting);
      const ahead = line.join(command);
      flush(line);
      return { answer: answerOf(decided, command), ahead, contested: false };
    },
    find(commandId, shopperId) {
      const waiting = pending.get(commandId);
      if (waiting?.command.shopperId !== shopperId) return undefined;
      const ahead = lineOf(waiting.command.dropId).aheadOf(waiting.command);
      return { commandId, status: 'queued', ahead };
    },
    async knowsDrop(dropId) {
      if (knownDrops.has(dropId)) return true;
      const exists = await dropExists(db, dropId);
      if (exists) knownDrops.set(dropId, true);
      return exists;
    },
    async dropOfReservation(reservationId, shopperId) {
      const known =
        knownReservations.get(reservationId) ?? (await findReservation(db, reservationId));
      if (known) knownReservations.set(reservationId, known);
      return known?.shopperId === shopperId ? known.dropId : undefined;
    },
    waiting: () => pending.size,
    settled: () => Promise.all([...pending.values()].map(({ decided }) => decided)),
    stop: () => clearInterval(timer),
  };
}

const newLine = (): Line => ({ ...createLaneLine(), open: new FleetingMap() });

/** The outcome in the log, if it is this command's; else the id belongs to something else. */
function answerOf(decided: Promise<LogEntry>, command: Command): Promise<Outcome> {
  const answer = decided.then((entry) => {
    if (isSame(entry, command)) return entry.outcome;
    throw new ApiError(
      'id_conflict',
      'This command id was used for something else. Make a new one.',
    );
  });
  // Who asked may have gone, and then nobody hears of a conflict.
  answer.catch(() => undefined);
  return answer;
}

type Asked = Pick<LogEntry, 'dropId' | 'kind' | 'shopperId' | 'payload'>;

const toAsked = (command: Command): Asked => ({
  dropId: command.dropId,
  kind: command.kind,
  shopperId: command.shopperId,
  payload: payloadOf(command),
});

/** Whether what was asked under this id before is what is asked now. */
const isSame = (asked: Asked, command: Command): boolean =>
  asked.dropId === command.dropId &&
  asked.kind === command.kind &&
  asked.shopperId === command.shopperId &&
  asked.payload === payloadOf(command);
