import { findDue, writeDeadLetter } from '@lastpair/db';
import type { Database } from '@lastpair/db';
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
 * A look at a drop's clock when one of the reservations breaks it: halves of what is due are tried until it is alone. It
 * becomes a dead letter; all others expire.
 */
export async function applyTickAround(
  db: Database,
  logger: Logger,
  dropId: string,
): Promise<Applied[]> {
  const due = await findDue(db, dropId, EXPIRY_GRACE_MS, toSkip());
  return expire(db, logger, dropId, due);
}

async function expire(
  db: Database,
  logger: Logger,
  dropId: string,
  only: readonly string[],
): Promise<Applied[]> {
  try {
    const applied = await applyBatch(db, { dropId, commands: [], tick: true, due: { only } });
    return applied ? [applied] : [];
  } catch (error) {
    const [subject] = only;
    if (!isPoison(error) || subject === undefined) throw error;
    if (only.length === 1) {
      logger.error({ err: error, reservationId: subject }, 'a reservation can’t expire');
      leftOut.set(subject, performance.now() + LEAVE_OUT_MS);
      const payload = { reservationId: subject };
      await writeDeadLetter(db, {
        kind: 'expiry',
        subject,
        dropId,
        payload,
        error: error as Error,
      });
      return [];
    }
    const half = Math.ceil(only.length / 2);
    return [
      ...(await expire(db, logger, dropId, only.slice(0, half))),
      ...(await expire(db, logger, dropId, only.slice(half))),
    ];
  }
}
