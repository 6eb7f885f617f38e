import { findDueDrops } from '@lastpair/db';
import type { Database } from '@lastpair/db';
import type { Road } from '@lastpair/queue';
import { failpoint } from '@lastpair/runtime';

export const SWEEP_EVERY_MS = 1_000;
/** Younger than this, a missed deadline is most likely in line already. */
const OVERDUE_MS = 250;
/** Opening times are asked for this long before, so that a drop opens on the dot. */
const AHEAD_MS = 3_000;

/**
 * Finds what the clock asks of drops and puts a look at the clock in their lanes. Delayed jobs do this on time;
 * the sweep makes it certain, whatever became of the queue.
 */
export async function sweep(db: Database, road: Road): Promise<void> {
  const due = await findDueDrops(db, { overdueMs: OVERDUE_MS, aheadMs: AHEAD_MS });
  failpoint('worker.sweep');
  const overdue = due.filter(({ delayMs }) => delayMs <= 0).map(({ dropId }) => dropId);
  await Promise.all([
    road.tick(overdue, 0, 'sweep'),
    ...due
      .filter(({ delayMs }) => delayMs > 0)
      .map(({ dropId, at, delayMs }) => road.tick([dropId], delayMs + 1, `open-${at}-${dropId}`)),
  ]);
}
