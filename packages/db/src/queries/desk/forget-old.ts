import { sql } from 'kysely';
import type { Database } from '../../connect.ts';

/**
 * Forgets what was over more than `keepDays` days ago: cleared alerts, transfers that were received or cancelled, messages
 * that were no readings, calls that were given up, dismissals that have run out. Gives how many of each.
 */
export async function forgetOld(
  db: Database,
  keepDays: number,
): Promise<Record<'alerts' | 'transfers' | 'badReadings' | 'calls' | 'dismissals', number>> {
  const before = sql<Date>`statement_timestamp() - make_interval(days => ${keepDays})`;
  const count = ({ numDeletedRows }: { numDeletedRows: bigint }): number => Number(numDeletedRows);
  return {
    alerts: count(
      await db
        .deleteFrom('alert')
        .where('status', '=', 'cleared')
        .where('cleared_at', '<', before)
        .executeTakeFirst(),
    ),
    // When one was cancelled is not written down.
    transfers: count(
      await db
        .deleteFrom('transfer')
        .where('status', 'in', ['received', 'cancelled'])
        .where(sql`coalesce(received_at, requested_at)`, '<', before)
        .executeTakeFirst(),
    ),
    badReadings: count(
      await db.deleteFrom('bad_reading').where('at', '<', before).executeTakeFirst(),
    ),
    calls: count(
      await db
        .deleteFrom('webhook_call')
        .where('dead', '=', true)
        .where('due_at', '<', before)
        .executeTakeFirst(),
    ),
    dismissals: count(
      await db.deleteFrom('dismissal').where('until', '<', before).executeTakeFirst(),
    ),
  };
}
