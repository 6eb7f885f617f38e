import type { Command } from '@lastpair/contracts';
import { isOwnFault, lockDrops, sendDeadLetter, writeBatch } from '@lastpair/db';
import type { DueOptions, Hand, LoadedDrop, LoadedDrops, Logged } from '@lastpair/db';
import { decideBatch } from '@lastpair/domain';
import { failpoint } from '@lastpair/runtime';
import { v7 as uuidv7 } from 'uuid';

/** Commands of drops that are decided together, in order of arrival, and the drops whose clock is to be looked at. */
export type Batch = {
  commands: readonly Command[];
  ticks: readonly string[];
  /** Of what is due: leave these out, or take these alone. */
  due?: Pick<DueOptions, 'skip' | 'only'>;
};

/** What a committed batch came to, in one of its drops. */
export type Applied = {
  dropId: string;
  /** The drop's seq after it. */
  seq: number;
  /** The new rows of the log, and when they were decided: epoch milliseconds by Postgres. */
  logged: Logged[];
  decidedAt: number;
  /** Commands that had their outcome already. */
  replayed: string[];
  /** When pairs that it holds, or whose clock it set going again, are due. */
  deadlines: Deadline[];
  /** Its clock is to be looked at once more: more reservations are past their deadline than one batch takes. */
  moreDue: boolean;
};

/** One moment by two clocks: epoch milliseconds by Postgres, which decides, and this process's own `performance.now()`. */
export type Deadline = { at: number; here: number };

/**
 * How long after its deadline a reservation may still be bought with a click that came in time: such a
 * click can be held up in the door for about that long behind another batch.
 */
export const EXPIRY_GRACE_MS = 30;

/** The rules contradict the state they were given. A mistake of ours, to be seen by people. */
export class BrokenRule extends Error {}

/**
 * Decides a batch in one transaction under the locks of its drops and writes all of it. `cooldownSeconds` is how long a
 * shopper waits after holds that lapsed; 0 is not at all. Nothing comes of a drop that does not exist. When it throws
 * nothing has happened; `isPoison` tells whether trying again can help.
 */
export async function applyBatch(
  hand: Hand,
  batch: Batch,
  cooldownSeconds = 0,
): Promise<Applied[]> {
  return hand.transaction(async (run) => {
    failpoint('worker.before-lock');
    const locked = await lockDrops(run, batch, {
      dueForMs: EXPIRY_GRACE_MS,
      cooldownSeconds,
      ...batch.due,
    });
    const toHere = performance.now() - locked.now;
    failpoint('worker.holding-lock');
    const { fresh, replayed } = setApart(batch.commands, locked);
    const decided = [...locked.drops.values()].map((drop) => ({
      state: drop.state,
      logged: decideAll(drop, fresh.get(drop.state.id) ?? [], locked.now),
    }));
    failpoint('worker.before-commit');
    writeBatch(run, decided, locked.now);
    const ticked = new Set(batch.ticks);
    return decided.map(({ state: { id: dropId }, logged }) => ({
      dropId,
      seq: locked.drops.get(dropId)!.seq + logged.length,
      logged,
      decidedAt: locked.now,
      replayed: replayed.get(dropId) ?? [],
      deadlines: deadlinesOf(logged).map((at) => ({ at, here: at + toHere })),
      moreDue: locked.moreDue && ticked.has(dropId),
    }));
  });
}

/** Whether the same batch would fail the same way again. */
export const isPoison = (error: unknown): boolean =>
  error instanceof BrokenRule || isOwnFault(error);

/**
 * Gives a command that cannot be decided the outcome `failed` and keeps it as a dead letter, so that
 * whoever sent it has an answer and the drop goes on.
 */
export async function applyFailed(hand: Hand, command: Command, error: Error): Promise<Applied[]> {
  return hand.transaction(async (run) => {
    const { commandId: subject, dropId } = command;
    const options = { dueForMs: EXPIRY_GRACE_MS, cooldownSeconds: 0 };
    const { drops, now } = await lockDrops(run, { commands: [command], ticks: [] }, options);
    const drop = drops.get(dropId);
    if (!drop) return [];
    const seq = drop.seq + 1;
    const logged: Logged[] = [{ seq, command, decision: { status: 'refused', reason: 'failed' } }];
    writeBatch(run, [{ state: drop.state, logged }], now);
    await sendDeadLetter(run, {
      kind: 'command',
      subject,
      dropId,
      command,
      payload: command,
      error,
    });
    return [{ dropId, seq, logged, decidedAt: now, replayed: [], deadlines: [], moreDue: false }];
  });
}

/**
 * Parts commands still to decide from those that have an outcome, whether before or twice in this batch; both by drop.
 * An id may come twice for different drops: the second is told of the first one's outcome.
 */
function setApart(commands: readonly Command[], { decided }: LoadedDrops) {
  const seen = new Set(decided);
  const fresh: Command[] = [];
  const again: Command[] = [];
  for (const command of commands) {
    if (seen.has(command.commandId)) again.push(command);
    else fresh.push(command);
    seen.add(command.commandId);
  }
  const replayed = new Map<string, string[]>();
  for (const [dropId, those] of Map.groupBy(again, (command) => command.dropId)) {
    replayed.set(
      dropId,
      those.map(({ commandId }) => commandId),
    );
  }
  return { fresh: Map.groupBy(fresh, ({ dropId }) => dropId), replayed };
}

/**
 * What the clock asks comes first, so that no one is refused a pair that is due back. Only a reservation that this
 * very batch speaks of expires after the commands: a purchase that came in time goes before.
 */
function decideAll(drop: LoadedDrop, commands: readonly Command[], now: number): Logged[] {
  const spokenOf = new Set(
    commands.flatMap((command) => ('reservationId' in command ? [command.reservationId] : [])),
  );
  const expiries = drop.due.map((due) => expiry(drop.state.id, due, now));
  const inOrder = [
    ...opening(drop, now),
    ...expiries.filter(({ reservationId }) => !spokenOf.has(reservationId)),
    ...commands,
    ...expiries.filter(({ reservationId }) => spokenOf.has(reservationId)),
  ];
  try {
    return decideBatch(drop.state, inOrder, now)
      .filter(
        ({ command, decision }) => decision.status === 'accepted' || command.kind !== 'expire',
      )
      .map(({ command, decision }, index) => ({ seq: drop.seq + 1 + index, command, decision }));
  } catch (error) {
    throw new BrokenRule('the rules contradict the state of the drop', { cause: error });
  }
}

/** The system stands in the log where a shopper's or merchant's id stands else. */
const SYSTEM_ID = '00000000-0000-0000-0000-000000000000';

function opening({ state }: LoadedDrop, now: number): Command[] {
  const due = state.status === 'scheduled' && state.opensAt !== null && state.opensAt <= now;
  if (!due || state.opensAt === null) return [];
  return [
    {
      kind: 'open',
      commandId: uuidv7(),
      dropId: state.id,
      shopperId: SYSTEM_ID,
      receivedAt: state.opensAt,
    },
  ];
}

const expiry = (
  dropId: string,
  { reservationId, shopperId }: LoadedDrop['due'][number],
  receivedAt: number,
) => ({
  kind: 'expire' as const,
  commandId: uuidv7(),
  dropId,
  shopperId,
  receivedAt,
  reservationId,
});

/** Each once: all reservations of a batch are made at one time, for the drop's hold. */
function deadlinesOf(logged: readonly Logged[]): number[] {
  const deadlines = new Set<number>();
  for (const { decision } of logged) {
    if (decision.status === 'refused') continue;
    const { event } = decision;
    const { type } = event;
    if (type === 'reserved' || type === 'reserved_many' || type === 'resumed') {
      deadlines.add(event.expiresAt);
    }
  }
  return [...deadlines];
}
