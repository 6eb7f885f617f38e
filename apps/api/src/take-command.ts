import type { Command, Outcome } from '@lastpair/contracts';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Context } from './context.ts';

type Unstamped = Command extends infer Kind
  ? Kind extends Command
    ? Omit<Kind, 'shopperId' | 'receivedAt'>
    : never
  : never;

/**
 * Stamps a command with its sender and the time, puts it in line, and waits up to `waitMs` for its answer. After
 * that the answer is `queued`: it will come by the outcomes subscription and by commands.byId.
 */
export async function takeCommand(
  ctx: Context & { shopper: { id: string } },
  command: Unstamped,
  waitMs: number,
): Promise<Outcome> {
  const { commandId } = command;
  const { answer, ahead } = ctx.door.take({
    ...command,
    shopperId: ctx.shopper.id,
    receivedAt: ctx.clock.now(),
  });
  const queued: Outcome = { commandId, status: 'queued', ahead };
  if (waitMs === 0) return queued;
  const giveUp = new AbortController();
  const timeout = sleep(waitMs, queued, { signal: giveUp.signal, ref: false });
  timeout.catch(() => undefined);
  try {
    return await Promise.race([answer, timeout]);
  } finally {
    giveUp.abort();
  }
}
