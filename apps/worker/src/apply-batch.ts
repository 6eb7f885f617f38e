import type { Command } from '@lastpair/contracts';
import { isOwnFault, lockDrop, writeBatch, writeDeadLetter, DUE_PER_BATCH } from '@lastpair/db';
import type { Hand, LoadedDrop, Logged } from '@lastpair/db';
import { decideBatch } from '@lastpair/domain';
import { failpoint } from '@lastpair/runtime';
import { v7 as uuidv7 } from 'uuid';

/** Commands of one drop in order of arrival, and whether to look at its clock. */
export type Batch = { dropId: string; commands: readonly Command[]; tick: boolean };

/** What a committed batch came to. */
export type Applied = {
  /** The drop's seq after it. */
  seq: number;
  /** The new rows of the log. */
  logged: Logged[];
  /** Commands that had their outcome already. */
  replayed: string[];
  /** When the reservations it made are due: epoch milliseconds by Postgres, and how far off that is. */
  deadline: { at: number; inMs: number } | undefined;
  /** More reservations are past their deadline than one batch takes. */
  moreDue: boolean;
};

/**
 * How long after its deadline a reservation may still be bought with a click that came in time: such a
 * click can be held up in the door for about that long behind another batch.
 */
export const EXPIRY_GRACE_MS = 30;

/** The rules contradict the state they were given. A mistake of ours, to be seen by people. */
export class BrokenRule extends Error {}

/**
 * Decides a batch in one transaction under the drop's lock and writes all of it. `cooldownSeconds` is how long a shopper
 * waits after holds that lapsed; 0 is not at all. Undefined when there is no such drop. When it throws nothing has happened; `isPoison` tells whether trying again can help.
 */
export async function applyBatch(
  hand: Hand,
  batch: Batch,
  cooldownSeconds = 0,
): Promise<Applied | undefined> {
  return hand.transaction(async (run) => {
    failpoint('worker.before-lock');
    const drop = await lockDrop(run, batch.dropId, batch.commands, {
      dueForMs: batch.tick ? EXPIRY_GRACE_MS : null,
      cooldownSeconds,
    });
    if (!drop) return undefined;
    failpoint('worker.holding-lock');
    const { commands, replayed } = setApart(batch.commands, drop.decided);
    const logged = decideAll(drop, commands);
    failpoint('worker.before-commit');
    writeBatch(run, drop.state, logged, drop.now);
    return {
      seq: drop.seq + logged.length,
      logged,
      replayed,
      deadline: deadlineOf(logged, drop.now),
      moreDue: drop.due.length === DUE_PER_BATCH,
    };
  });
}

/** Whether the same batch would fail the same way again. */
export const isPoison = (error: unknown): boolean =>
  error instanceof BrokenRule || isOwnFault(error);

/**
 * Gives a command that cannot be decided the outcome `failed` and keeps it as a dead letter, so that
 * whoever sent it has an answer and the drop goes on.
 */
export async function applyFailed(
  hand: Hand,
  command: Command,
  error: Error,
): Promise<Applied | undefined> {
  return hand.transaction(async (run) => {
    const drop = await lockDrop(run, command.dropId, [], { dueForMs: null, cooldownSeconds: 0 });
    if (!drop) return undefined;
    const logged: Logged[] = [
      { seq: drop.seq + 1, command, decision: { status: 'refused', reason: 'failed' } },
    ];
    writeBatch(run, drop.state, logged, drop.now);
    await writeDeadLetter(run, { id: uuidv7(), command, error: error.stack ?? error.message });
    return { seq: drop.seq + 1, logged, replayed: [], deadline: undefined, moreDue: false };
  });
}

/** Parts commands still to decide from those that have an outcome, whether before or twice in this batch. */
function setApart(commands: readonly Command[], decided: ReadonlySet<string>) {
  const seen = new Set(decided);
  const fresh: Command[] = [];
  const replayed: string[] = [];
  for (const command of commands) {
    if (seen.has(command.commandId)) replayed.push(command.commandId);
    else fresh.push(command);
    seen.add(command.commandId);
  }
  return { commands: fresh, replayed };
}

/**
 * What the clock asks comes first, so that no one is refused a pair that is due back. Only a reservation that this
 * very batch speaks of expires after the commands: a purchase that came in time goes before.
 */
function decideAll(drop: LoadedDrop, commands: readonly Command[]): Logged[] {
  const spokenOf = new Set(
    commands.flatMap((command) => ('reservationId' in command ? [command.reservationId] : [])),
  );
  const expiries = drop.due.map((due) => expiry(drop, due));
  const inOrder = [
    ...opening(drop),
    ...expiries.filter(({ reservationId }) => !spokenOf.has(reservationId)),
    ...commands,
    ...expiries.filter(({ reservationId }) => spokenOf.has(reservationId)),
  ];
  try {
    return decideBatch(drop.state, inOrder, drop.now)
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

function opening({ state, now }: LoadedDrop): Command[] {
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

const expiry = ({ state, now }: LoadedDrop, due: { reservationId: string; shopperId: string }) => ({
  kind: 'expire' as const,
  commandId: uuidv7(),
  dropId: state.id,
  shopperId: due.shopperId,
  receivedAt: now,
  reservationId: due.reservationId,
});

/** All reservations of a batch are made at one time for one hold, so they share one deadline. */
function deadlineOf(logged: readonly Logged[], now: number): Applied['deadline'] {
  for (const { decision } of logged) {
    if (decision.status === 'accepted' && decision.event.type === 'reserved') {
      const { expiresAt } = decision.event;
      return { at: expiresAt, inMs: expiresAt - now };
    }
  }
  return undefined;
}
