import { findDue, sendDeadLetter } from '@lastpair/db';
import type { Hand } from '@lastpair/db';
import type { Logger } from '@lastpair/runtime';
import { EXPIRY_GRACE_MS, applyBatch, isPoison } from './apply-batch.ts';
import type { Applied } from './apply-batch.ts';

/** A reservation that can't expire is left out for this long and then tried again. */
const LEAVE_OUT_MS = 10_000;

/** Reservations that break whatever expires them, by id, and until when they are left out. */
const leftOut = new Map<string, number>();

/** What a look at the clock is not to touch for now. */
export function toSkip(): string[] {
  const now = performance.now();
  for (const [id, until] of leftOut) if (until < now) leftOut.delete(id);
  return [...leftOut.keys()];
}

/**
 * Looks at the clocks of drops, one after the other, when one of the reservations breaks whatever takes it: halves of what
 * is due are tried until it is alone. It becomes a dead letter; all others expire.
 */
export async function applyTicksAround(
  hand: Hand,
  logger: Logger,
  dropIds: readonly string[],
): Promise<Applied[]> {
  const applied: Applied[] = [];
  for (const dropId of dropIds) {
    const options = { dueForMs: EXPIRY_GRACE_MS, skip: toSkip() };
    const due = await hand.transaction((run) => findDue(run, [dropId], options));
    const ids = due.map(({ id }) => id);
    applied.push(...(await expire(hand, logger, dropId, ids)));
  }
  return applied;
}

async function expire(
  hand: Hand,
  logger: Logger,
  dropId: string,
  only: readonly string[],
): Promise<Applied[]> {
  try {
    return await applyBatch(hand, { commands: [], ticks: [dropId], due: { only } });
  } catch (error) {
    const [subject] = only;
    if (!isPoison(error) || subject === undefined) throw error;
    if (only.length === 1) {
      logger.error({ err: error, reservationId: subject }, 'a reservation can’t expire');
      leftOut.set(subject, performance.now() + LEAVE_OUT_MS);
      const payload = { reservationId: subject };
      const letter = {
        kind: 'expiry' as const,
        subject,
        dropId,
        payload,
        error: error as Error,
      };
      await hand.transaction((run) => sendDeadLetter(run, letter));
      return [];
    }
    const half = Math.ceil(only.length / 2);
    return [
      ...(await expire(hand, logger, dropId, only.slice(0, half))),
      ...(await expire(hand, logger, dropId, only.slice(half))),
    ];
  }
}
