import type { DeskTotals, Shelf } from '@lastpair/contracts';
import { sql } from 'kysely';
import type { Database } from '../../connect.ts';
import { stampNow, toShelf } from './shelves.ts';
import type { ShelfRow } from './shelves.ts';

/** How far the desk has come, and the time, in microseconds. */
export async function readDeskSeq(db: Database): Promise<{ seq: number; now: number }> {
  return db
    .selectFrom('desk')
    .select(['seq', stampNow.as('now')])
    .executeTakeFirstOrThrow();
}

export async function readTotals(db: Database): Promise<DeskTotals> {
  const { rows } = await sql<DeskTotals>`
    select (select count(*) from store)::int as stores, (select count(*) from model)::int as models,
      count(*) filter (where mark = 'low')::int as low, count(*) filter (where mark = 'high')::int as high
    from shelf where mark <> 'ok'`.execute(db);
  return rows[0]!;
}

/** The shelves of these stores and models. */
export async function readWindow(
  db: Database,
  storeIds: readonly number[],
  modelIds: readonly number[],
): Promise<Shelf[]> {
  const { rows } = await sql<ShelfRow>`
    select s.*, ${stampNow} as now from shelf s
    where s.store_id = any(${storeIds}::int[]) and s.model_id = any(${modelIds}::int[])`.execute(
    db,
  );
  return rows.map(toShelf);
}

/** The ids of the first stores or models by name. */
export async function readFirstIds(
  db: Database,
  table: 'store' | 'model',
  limit: number,
): Promise<number[]> {
  const rows = await db.selectFrom(table).select('id').orderBy('name').limit(limit).execute();
  return rows.map(({ id }) => id);
}

/** The shelves that have changed after `seq`; undefined when they are more than `limit`. */
export async function readShelvesSince(
  db: Database,
  seq: number,
  limit: number,
): Promise<Shelf[] | undefined> {
  const { rows } = await sql<ShelfRow>`
    select s.*, ${stampNow} as now from (
      select distinct store_id, model_id from (
        select store_id, model_id from reading where seq > ${seq} and day >= current_date - 1
        union all select store_id, model_id from alert where seq > ${seq}
      ) as touched limit ${limit + 1}
    ) as changed join shelf s on s.store_id = changed.store_id and s.model_id = changed.model_id
  `.execute(db);
  return rows.length > limit ? undefined : rows.map(toShelf);
}
