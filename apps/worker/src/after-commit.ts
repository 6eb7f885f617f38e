import type { Road } from '@lastpair/queue';
import { failpoint } from '@lastpair/runtime';
import { EXPIRY_GRACE_MS } from './apply-batch.ts';
import type { Applied } from './apply-batch.ts';

/** Deadlines this close together share one tick, so that a stampede does not make a job for each batch. */
const TICK_EVERY_MS = 20;

/**
 * Tells whoever listens that there is something to read, and asks for a look at the clock when the new reservations are
 * due. Both are hints: the feed and the sweep make up for any that are lost.
 */
export async function afterCommit(road: Road, dropId: string, applied: Applied): Promise<void> {
  const { seq, replayed, deadline } = applied;
  failpoint('worker.after-commit');
  const hints: Promise<void>[] = [road.publish({ dropId, seq, replayed })];
  failpoint('worker.after-news');
  if (deadline) {
    const at = Math.ceil((deadline.at + EXPIRY_GRACE_MS) / TICK_EVERY_MS) * TICK_EVERY_MS;
    hints.push(road.tick(dropId, `expire-${at}`, deadline.inMs + at - deadline.at));
  }
  await Promise.all(hints);
}
