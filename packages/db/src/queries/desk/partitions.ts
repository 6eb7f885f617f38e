import { sql } from 'kysely';
import type { Database } from '../../connect.ts';

const DAY_MS = 24 * 3_600_000;

/** Days are written YYYY-MM-DD, in UTC. */
const dayOf = (epochMs: number): string => new Date(epochMs).toISOString().slice(0, 10);
const PARTITION = /^reading_(\d{4})(\d{2})(\d{2})$/;

/** The day on which a stamp is. */
export const dayOfStamp = (stamp: number): string => dayOf(stamp / 1_000);

/** Makes the partitions of the history for these days, unless they are there. Any number of processes may do it at once. */
export async function makePartitions(db: Database, days: readonly string[]): Promise<void> {
  await db.transaction().execute(async (trx) => {
    await sql`select pg_advisory_xact_lock(hashtext('lastpair partitions'))`.execute(trx);
    const there = new Set(await partitionDays(trx));
    for (const day of days) {
      if (there.has(day)) continue;
      await sql`select make_reading_day(${day}::date)`.execute(trx);
    }
  });
}

/** Today and the next `ahead` days by Postgres' clock. */
export async function comingDays(db: Database, ahead: number): Promise<string[]> {
  const { rows } = await sql<{ now: Date }>`select clock_timestamp() as now`.execute(db);
  const now = rows[0]!.now.getTime();
  return Array.from({ length: ahead + 1 }, (_, n) => dayOf(now + n * DAY_MS));
}

/** Drops the history of days that are more than `keepDays` days ago, and gives how many that were. */
export async function dropOldPartitions(db: Database, keepDays: number): Promise<number> {
  const [today] = await comingDays(db, 0);
  const oldest = dayOf(Date.parse(today!) - keepDays * DAY_MS);
  const old = (await partitionDays(db)).filter((day) => day < oldest);
  for (const day of old) await sql`select drop_reading_day(${day}::date)`.execute(db);
  return old.length;
}

/** Forgets alerts that were cleared more than `keepDays` days ago, and gives how many. */
export async function dropOldAlerts(db: Database, keepDays: number): Promise<number> {
  const { numDeletedRows } = await db
    .deleteFrom('alert')
    .where('status', '=', 'cleared')
    .where('cleared_at', '<', sql<Date>`statement_timestamp() - make_interval(days => ${keepDays})`)
    .executeTakeFirst();
  return Number(numDeletedRows);
}

async function partitionDays(db: Database): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`
    select c.relname as name from pg_inherits i join pg_class c on c.oid = i.inhrelid
    where i.inhparent = 'reading'::regclass`.execute(db);
  return rows.flatMap(({ name }) => {
    const match = PARTITION.exec(name);
    return match ? [match.slice(1).join('-')] : [];
  });
}
