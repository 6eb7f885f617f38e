import { markAnnounced, readDeadLetters, readUnannounced } from '@lastpair/db';
import type { Database } from '@lastpair/db';
import type { Road } from '@lastpair/queue';
import type { Logger } from '@lastpair/runtime';

export const TEND_EVERY_MS = 2_000;
const AT_ONCE = 100;
const ALARM_TIMEOUT_MS = 3_000;

/**
 * Tells people of dead letters: shows those that wait on the board, and calls `alarmUrl` once for each lot of new ones. An
 * alarm that nobody answers is tried again.
 */
export async function tendDeadLetters(
  db: Database,
  road: Road,
  logger: Logger,
  alarmUrl: string | undefined,
): Promise<void> {
  const { letters, waiting } = await readDeadLetters(db, { status: 'waiting', limit: AT_ONCE });
  await road.orders
    .showDeadLetters(letters)
    .catch((error: unknown) =>
      logger.warn({ err: error }, 'the board could not be brought up to date'),
    );
  const fresh = await readUnannounced(db, AT_ONCE);
  if (fresh.length === 0) return;
  if (alarmUrl) {
    const told = fresh.map(({ id, kind, subject, cause, createdAt }) => ({
      id,
      kind,
      subject,
      cause,
      createdAt,
    }));
    const response = await fetch(alarmUrl, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ alarm: 'dead letters', waiting, letters: told }),
      signal: AbortSignal.timeout(ALARM_TIMEOUT_MS),
    });
    if (!response.ok) throw new Error(`the alarm was answered with ${response.status}`);
  }
  await markAnnounced(
    db,
    fresh.map(({ id }) => id),
  );
}
