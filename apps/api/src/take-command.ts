import { WAIT_MS } from '@lastpair/contracts';
import type { Command, Outcome, Shopper } from '@lastpair/contracts';
import type { Context } from './context.ts';

/** What a procedure knows of whoever sends a command. */
export type Sender = Context & { shopper: Shopper; receivedAt: number };

/** A command before the server says whose it is and when it came. */
export type Unstamped<Kind extends Command['kind'] = Command['kind']> = Command extends infer Each
  ? Each extends Extract<Command, { kind: Kind }>
    ? Omit<Each, 'shopperId' | 'receivedAt'>
    : never
  : never;

/**
 * Stamps a command with its sender and the time, puts it in line, and waits up to `waitMs` for its answer. After
 * that the answer is `queued`: it will come by the outcomes subscription and by commands.byId. Where the same id is in
 * line for something else it waits longer, because only the decision tells whose it is. Throws ApiError too_many_holds
 * when the sender's network holds as many pairs as it may, and overloaded when nothing can be decided now; then the
 * command may be in line all the same, and its id keeps its one outcome.
 */
export async function takeCommand(
  ctx: Sender,
  command: Unstamped,
  waitMs: number,
): Promise<Outcome> {
  const { commandId } = command;
  const wanted = pairsWanted(command);
  if (wanted.length > 0) ctx.services.holds.check(ctx.network, wanted);
  const { answer, ahead, contested } = ctx.services.door.take({
    ...command,
    shopperId: ctx.shopper.id,
    receivedAt: ctx.receivedAt,
  });
  if (wanted.length > 0) ctx.services.holds.count(ctx.network, wanted, answer);
  const queued: Outcome = { commandId, status: 'queued', ahead };
  const patienceMs = contested ? Math.max(waitMs, WAIT_MS.default) : waitMs;
  if (patienceMs === 0) return queued;
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      stopListening();
      resolve(queued);
    }, patienceMs);
    const stopListening = ctx.services.pulse.onSilence((error) => {
      clearTimeout(timer);
      reject(error);
    });
    const stopWaiting = (): void => {
      clearTimeout(timer);
      stopListening();
    };
    answer.then(
      (outcome) => {
        stopWaiting();
        resolve(outcome);
      },
      (error: unknown) => {
        stopWaiting();
        reject(error);
      },
    );
  });
}

/** The reservations that a command would make. */
function pairsWanted(command: Unstamped): readonly string[] {
  if (command.kind === 'reserve_many') return command.reservationIds;
  return command.kind === 'reserve' ? [command.commandId] : [];
}
