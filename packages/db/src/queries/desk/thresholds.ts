import type { Limits, Threshold } from '@lastpair/contracts';
import { sql } from 'kysely';
import type { Database, Transaction } from '../../connect.ts';
import type { ShelfKey } from './lock-shelves.ts';
import { numbersOf, pageBy } from './page.ts';
import type { Page } from './page.ts';

/** Which shelves: one, those of a model, or all. */
export type Scope = { storeId: number | null; modelId: number | null };

const selectThresholds = (db: Database) =>
  db
    .selectFrom('threshold')
    .leftJoin('store', 'store.id', 'threshold.store_id')
    .leftJoin('model', 'model.id', 'threshold.model_id')
    .selectAll('threshold')
    .select(['store.name as store', 'model.name as model']);

/** Thresholds, the oldest first after the default, a page of them; of one model alone if it is given. */
export async function readThresholds(
  db: Database,
  asked: { after?: string | undefined; limit: number; modelId?: number | undefined },
): Promise<Page<Threshold>> {
  const [rank, id] = numbersOf(asked.after, 2) ?? [];
  const order = sql<number>`case when model_id is null then 0 when store_id is null then 1 else 2 end`;
  const rows = await selectThresholds(db)
    .select(order.as('rank'))
    .$if(rank !== undefined, (query) =>
      query.where(sql<boolean>`(${order}, threshold.id) > (${rank}::int, ${id}::int)`),
    )
    .$if(asked.modelId !== undefined, (query) => query.where('model_id', '=', asked.modelId!))
    .orderBy(order)
    .orderBy('threshold.id')
    .limit(asked.limit + 1)
    .execute();
  const { items, next } = pageBy(rows, asked.limit, (row) => `${row.rank}.${row.id}`);
  return { items: items.map(toThreshold), next };
}

type ThresholdRow = Awaited<ReturnType<ReturnType<typeof selectThresholds>['execute']>>[number];

/** The limits of a scope itself; undefined when it has none of its own. */
export async function readThreshold(
  db: Database,
  { storeId, modelId }: Scope,
): Promise<Threshold | undefined> {
  const row = await selectThresholds(db)
    .where('store_id', 'is not distinct from', storeId)
    .where('model_id', 'is not distinct from', modelId)
    .executeTakeFirst();
  return row && toThreshold(row);
}

const toThreshold = (row: ThresholdRow): Threshold => ({
  storeId: row.store_id,
  modelId: row.model_id,
  low: row.low,
  high: row.high,
  margin: row.margin,
  store: row.store,
  model: row.model,
});

/** Sets the limits of a scope; its shelves will be judged anew. */
export async function writeThreshold(trx: Transaction, threshold: Scope & Limits): Promise<void> {
  const { storeId, modelId, low, high, margin } = threshold;
  await sql`
    insert into threshold (store_id, model_id, low, high, margin)
    values (${storeId}, ${modelId}, ${low}, ${high}, ${margin})
    on conflict (model_id, store_id) do update
    set low = excluded.low, high = excluded.high, margin = excluded.margin`.execute(trx);
  await askForJudging(trx, { storeId, modelId });
}

/** Removes the limits of a scope; its shelves will be judged anew. False when there are none. */
export async function removeThreshold(trx: Transaction, scope: Scope): Promise<boolean> {
  const { rows } = await sql`
    delete from threshold where store_id is not distinct from ${scope.storeId}::int
      and model_id is not distinct from ${scope.modelId}::int returning 1`.execute(trx);
  if (rows.length > 0) await askForJudging(trx, scope);
  return rows.length > 0;
}

const askForJudging = async (trx: Transaction, { storeId, modelId }: Scope): Promise<void> => {
  await trx.insertInto('judging').values({ store_id: storeId, model_id: modelId }).execute();
};

/** What is to be judged next: the shelves of `scope` after those that have been. */
export type Judging = { id: number; keys: ShelfKey[] };

/** Takes some of the shelves whose limits have changed; nobody else gets the same until the transaction ends. */
export async function takeJudging(trx: Transaction, limit: number): Promise<Judging | undefined> {
  const job = await trx
    .selectFrom('judging')
    .selectAll()
    .orderBy('id')
    .limit(1)
    .forUpdate()
    .skipLocked()
    .executeTakeFirst();
  if (!job) return undefined;
  const rows = await trx
    .selectFrom('shelf')
    .select(['store_id', 'model_id'])
    .where(
      sql<boolean>`(store_id, model_id) > (${job.after_store_id}::int, ${job.after_model_id}::int)`,
    )
    .$if(job.store_id !== null, (query) => query.where('store_id', '=', job.store_id!))
    .$if(job.model_id !== null, (query) => query.where('model_id', '=', job.model_id!))
    .orderBy('store_id')
    .orderBy('model_id')
    .limit(limit)
    .execute();
  const last = rows.at(-1);
  if (last) {
    await trx
      .updateTable('judging')
      .set({ after_store_id: last.store_id, after_model_id: last.model_id })
      .where('id', '=', job.id)
      .execute();
  } else {
    await trx.deleteFrom('judging').where('id', '=', job.id).execute();
  }
  return {
    id: job.id,
    keys: rows.map((row) => ({ storeId: row.store_id, modelId: row.model_id })),
  };
}

/** Writes marks alone. */
export async function writeMarks(
  trx: Transaction,
  marks: readonly (ShelfKey & { mark: string })[],
): Promise<void> {
  await sql`
    update shelf set mark = m.mark
    from unnest(${marks.map(({ storeId }) => storeId)}::int[], ${marks.map(({ modelId }) => modelId)}::int[],
      ${marks.map(({ mark }) => mark)}::text[]) as m(store_id, model_id, mark)
    where shelf.store_id = m.store_id and shelf.model_id = m.model_id`.execute(trx);
}
