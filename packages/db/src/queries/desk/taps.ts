import type { BadReading, BadReadingReason, NewTap, Tap } from '@lastpair/contracts';
import { sql } from 'kysely';
import type { Database } from '../../connect.ts';
import { nextSeq } from './lock-shelves.ts';
import { numbersOf, pageBy } from './page.ts';
import type { Page } from './page.ts';

const selectTaps = (db: Database) => db.selectFrom('tap').selectAll();
type TapRow = Awaited<ReturnType<ReturnType<typeof selectTaps>['execute']>>[number];

const toTap = (row: TapRow): Tap => ({
  id: row.id,
  name: row.name,
  url: row.url,
  source: row.source,
  state: row.enabled ? row.state : 'off',
  stateSince: row.state_since.toISOString(),
  heardAt: row.heard_at?.toISOString() ?? null,
  readings: row.readings,
  bad: row.bad,
  connections: row.connections,
  overtaken: row.overtaken,
  lastError: row.last_error,
});

/** All taps, by name. */
export async function readTaps(db: Database): Promise<Tap[]> {
  return (await selectTaps(db).orderBy('name').execute()).map(toTap);
}

export async function readTap(db: Database, id: number): Promise<Tap | undefined> {
  const row = await selectTaps(db).where('id', '=', id).executeTakeFirst();
  return row && toTap(row);
}

/** Adds a tap and gives its id; undefined when there is one of that name. `maximum` is how many there may be. */
export async function addTap(
  db: Database,
  tap: NewTap,
  maximum: number,
): Promise<number | undefined> {
  const { rows } = await sql<{ id: number }>`
    insert into tap (name, url, source)
    select ${tap.name}, ${tap.url}, 'merchant' where (select count(*) from tap) < ${maximum}
    on conflict (name) do nothing returning id`.execute(db);
  return rows[0]?.id;
}

/** Gives a merchant's tap another name or address. False when there is no such tap or the name is taken. */
export async function editTap(db: Database, id: number, tap: NewTap): Promise<boolean> {
  const { rows } = await sql`
    update tap set name = ${tap.name}, url = ${tap.url}, last_error = null
    where id = ${id} and source = 'merchant'
      and not exists (select from tap as other where other.name = ${tap.name} and other.id <> ${id})
    returning 1`.execute(db);
  return rows.length > 0;
}

/** Makes the taps that the environment names what it says, and switches off those it no longer names. */
export async function keepEnvironmentTaps(db: Database, taps: readonly NewTap[]): Promise<void> {
  for (const { name, url } of taps) {
    await sql`
      insert into tap (name, url, source) values (${name}, ${url}, 'environment')
      on conflict (name) do update set url = excluded.url, source = 'environment', enabled = true`.execute(
      db,
    );
  }
  const names = taps.map(({ name }) => name);
  await sql`
    update tap set enabled = false, state = 'off', state_since = clock_timestamp()
    where source = 'environment' and enabled and not (name = any(${names}::text[]))`.execute(db);
}

/** Switches a tap on or off. False when there is no such tap. */
export async function switchTap(db: Database, id: number, on: boolean): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('tap')
    .set({
      enabled: on,
      state: on ? 'down' : 'off',
      state_since: sql<Date>`clock_timestamp()`,
    })
    .where('id', '=', id)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

export async function removeTap(db: Database, id: number): Promise<boolean> {
  const { numDeletedRows } = await db.deleteFrom('tap').where('id', '=', id).executeTakeFirst();
  return numDeletedRows > 0n;
}

/** The taps that somebody has to listen to. */
export async function readEnabledTaps(db: Database): Promise<{ id: number; url: string }[]> {
  return db.selectFrom('tap').select(['id', 'url']).where('enabled', '=', true).execute();
}

/** What a connector has to report since it did last. */
export type TapReport = {
  tapId: number;
  state: 'live' | 'down';
  readings: number;
  connections: number;
  overtaken: number;
  lastError: string | null;
  bad: BadOnes;
};

/** Bad readings: how many there were, and some of them to be shown. */
export type BadOnes = { count: number; some: { reason: BadReadingReason; text: string }[] };

/** Adds a connector's report to its tap, and takes the desk's next number for it. */
export async function writeTapReport(db: Database, report: TapReport): Promise<number> {
  const { tapId, state, readings, connections, overtaken, lastError, bad } = report;
  return db.transaction().execute(async (trx) => {
    await sql`
      update tap set
        state_since = case when state = ${state} then state_since else clock_timestamp() end,
        state = ${state},
        heard_at = case when ${readings + bad.count} > 0 then clock_timestamp() else heard_at end,
        readings = readings + ${readings}, connections = connections + ${connections},
        overtaken = overtaken + ${overtaken}, last_error = ${lastError}
      where id = ${tapId} and enabled`.execute(trx);
    await writeBadReadings(trx, tapId, bad);
    return nextSeq(trx);
  });
}

/** The newest of each tap that are kept. */
const BAD_READINGS_KEPT = 200;

/** Counts bad readings of a tap and keeps the newest. */
export async function writeBadReadings(db: Database, tapId: number, bad: BadOnes): Promise<void> {
  if (bad.count === 0) return;
  await sql`update tap set bad = bad + ${bad.count} where id = ${tapId}`.execute(db);
  await sql`
    insert into bad_reading (tap_id, reason, text)
    select tap.id, b.reason, b.text from tap, unnest(
      ${bad.some.map(({ reason }) => reason)}::text[], ${bad.some.map(({ text }) => text)}::text[]
    ) as b(reason, text) where tap.id = ${tapId}`.execute(db);
  await sql`
    delete from bad_reading where tap_id = ${tapId} and id <= (
      select id from bad_reading where tap_id = ${tapId}
      order by id desc offset ${BAD_READINGS_KEPT} limit 1)`.execute(db);
}

/** The bad readings of a tap, newest first, a page of them. */
export async function readBadReadings(
  db: Database,
  asked: { tapId: number; after?: string | undefined; limit: number },
): Promise<Page<BadReading>> {
  const [before] = numbersOf(asked.after, 1) ?? [];
  const rows = await db
    .selectFrom('bad_reading')
    .selectAll()
    .where('tap_id', '=', asked.tapId)
    .$if(before !== undefined, (query) => query.where('id', '<', before!))
    .orderBy('id', 'desc')
    .limit(asked.limit + 1)
    .execute();
  const items = rows.map((row): BadReading => ({
    id: row.id,
    tapId: row.tap_id,
    at: row.at.toISOString(),
    reason: row.reason as BadReadingReason,
    text: row.text,
  }));
  return pageBy(items, asked.limit, ({ id }) => String(id));
}
