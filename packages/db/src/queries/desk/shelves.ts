import { TRAIL_LEVELS, paceOf } from '@lastpair/contracts';
import type { Mark, PastReading, Shelf, Trail } from '@lastpair/contracts';
import { sql } from 'kysely';
import type { Database } from '../../connect.ts';
import { numbersOf, pageBy } from './page.ts';
import type { Page } from './page.ts';

export type ShelfRow = {
  store_id: number;
  model_id: number;
  inventory: number;
  stamp: number;
  since: number;
  weighed: number;
  mark: Mark;
  /** Microseconds, as stamps are. */
  now: number;
};

/** Postgres' time as a stamp. */
export const stampNow = sql<number>`(extract(epoch from clock_timestamp()) * 1000000)::bigint`;

export const stampToInstant = (stamp: number): string =>
  new Date(Math.floor(stamp / 1_000)).toISOString();

export const toShelf = (row: ShelfRow): Shelf => ({
  storeId: row.store_id,
  modelId: row.model_id,
  inventory: row.inventory,
  at: stampToInstant(row.stamp),
  ...paceOf(row, row.inventory, row.now),
  mark: row.mark,
});

const columns = ['store_id', 'model_id', 'inventory', 'stamp', 'since', 'weighed', 'mark'] as const;

/** Shelves by store and model, a page of them. */
export async function readShelves(
  db: Database,
  asked: {
    after?: string | undefined;
    limit: number;
    storeId?: number | undefined;
    modelId?: number | undefined;
    mark?: Mark | undefined;
  },
): Promise<Page<Shelf>> {
  const { limit, storeId, modelId, mark } = asked;
  const [afterStore, afterModel] = numbersOf(asked.after, 2) ?? [];
  const rows = await db
    .selectFrom('shelf')
    .select([...columns, stampNow.as('now')])
    .$if(afterStore !== undefined, (query) =>
      query.where(sql<boolean>`(store_id, model_id) > (${afterStore}::int, ${afterModel}::int)`),
    )
    .$if(storeId !== undefined, (query) => query.where('store_id', '=', storeId!))
    .$if(modelId !== undefined, (query) => query.where('model_id', '=', modelId!))
    .$if(mark !== undefined, (query) => query.where('mark', '=', mark!))
    .orderBy('store_id')
    .orderBy('model_id')
    .limit(limit + 1)
    .execute();
  return pageBy(rows.map(toShelf), limit, (shelf) => `${shelf.storeId}.${shelf.modelId}`);
}

/** The readings of one shelf, newest first, a page of them. */
export async function readHistory(
  db: Database,
  asked: { storeId: number; modelId: number; after?: string | undefined; limit: number },
): Promise<Page<PastReading>> {
  const [before] = numbersOf(asked.after, 1) ?? [];
  const rows = await db
    .selectFrom('reading')
    .select(['stamp', 'inventory', 'tap_id'])
    .where('store_id', '=', asked.storeId)
    .where('model_id', '=', asked.modelId)
    .$if(before !== undefined, (query) => query.where('stamp', '<', before!))
    .orderBy('stamp', 'desc')
    .limit(asked.limit + 1)
    .execute();
  const { items, next } = pageBy(rows, asked.limit, ({ stamp }) => String(stamp));
  return {
    items: items.map((row) => ({
      at: stampToInstant(row.stamp),
      inventory: row.inventory,
      tapId: row.tap_id,
    })),
    next,
  };
}

/** The latest levels of the shelves of these stores and models, of today and yesterday. */
export async function readTrails(
  db: Database,
  storeIds: readonly number[],
  modelIds: readonly number[],
): Promise<Trail[]> {
  const { rows } = await sql<{ store_id: number; model_id: number; levels: number[] }>`
    select s.store_id, s.model_id, array(
      select inventory from (
        select r.stamp, r.inventory from reading r
        where r.store_id = s.store_id and r.model_id = s.model_id and r.day >= current_date - 1
        order by r.stamp desc limit ${TRAIL_LEVELS}
      ) as latest order by stamp
    ) as levels
    from shelf s
    where s.store_id = any(${storeIds}::int[]) and s.model_id = any(${modelIds}::int[])`.execute(
    db,
  );
  return rows.map((row) => ({
    storeId: row.store_id,
    modelId: row.model_id,
    levels: row.levels,
  }));
}

/** Whether any reading of this shelf was ever applied. */
export async function shelfExists(
  db: Database,
  storeId: number,
  modelId: number,
): Promise<boolean> {
  const row = await db
    .selectFrom('shelf')
    .select('mark')
    .where('store_id', '=', storeId)
    .where('model_id', '=', modelId)
    .executeTakeFirst();
  return row !== undefined;
}

/** One line of the file of shelves, with names. */
export type NamedShelf = Shelf & { store: string; model: string };

const CSV_PAGE = 2_000;

/** All shelves with names, by store and model, page by page, so that a million of them need no memory. */
export async function* readAllShelves(db: Database): AsyncGenerator<NamedShelf[], void, void> {
  let after = { store_id: 0, model_id: 0 };
  for (;;) {
    const rows = await db
      .selectFrom('shelf')
      .innerJoin('store', 'store.id', 'shelf.store_id')
      .innerJoin('model', 'model.id', 'shelf.model_id')
      .select(columns.map((column) => `shelf.${column}` as const))
      .select([stampNow.as('now'), 'store.name as store', 'model.name as model'])
      .where(
        sql<boolean>`(shelf.store_id, shelf.model_id) > (${after.store_id}::int, ${after.model_id}::int)`,
      )
      .orderBy('shelf.store_id')
      .orderBy('shelf.model_id')
      .limit(CSV_PAGE)
      .execute();
    const last = rows.at(-1);
    if (!last) return;
    yield rows.map((row) => ({ ...toShelf(row), store: row.store, model: row.model }));
    after = last;
  }
}
