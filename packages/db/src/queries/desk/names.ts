import { MODELS_MAXIMUM, STORES_MAXIMUM } from '@lastpair/contracts';
import type { Model, Store } from '@lastpair/contracts';
import { sql } from 'kysely';
import type { Database } from '../../connect.ts';
import { pageBy } from './page.ts';
import type { Page } from './page.ts';

const MAXIMUM = { store: STORES_MAXIMUM, model: MODELS_MAXIMUM } as const;

/**
 * The ids of stores or models by name; those that are new are made. Names for which there is no room any more are
 * not in the answer.
 */
export async function resolveNames(
  db: Database,
  table: 'store' | 'model',
  names: readonly string[],
): Promise<Map<string, number>> {
  const found = await findIds(db, table, names);
  const fresh = names.filter((name) => !found.has(name));
  if (fresh.length === 0) return found;
  await db.transaction().execute(async (trx) => {
    // One at a time, so that the count is right and no number is used up in vain.
    await sql`select pg_advisory_xact_lock(hashtext('lastpair names'))`.execute(trx);
    const known = await findIds(trx, table, fresh);
    const { count } = await trx
      .selectFrom(table)
      .select(({ fn }) => fn.countAll<number>().as('count'))
      .executeTakeFirstOrThrow();
    const room = Math.max(0, MAXIMUM[table] - count);
    const made = fresh.filter((name) => !known.has(name)).slice(0, room);
    if (made.length === 0) return;
    await trx
      .insertInto(table)
      .values(made.map((name) => ({ name })))
      .execute();
  });
  return new Map([...found, ...(await findIds(db, table, fresh))]);
}

async function findIds(
  db: Database,
  table: 'store' | 'model',
  names: readonly string[],
): Promise<Map<string, number>> {
  const { rows } = await sql<{ id: number; name: string }>`
    select id, name from ${sql.table(table)} where name = any(${names}::text[])`.execute(db);
  return new Map(rows.map(({ id, name }) => [name, id]));
}

type Asked = { after?: string | undefined; limit: number; name?: string | undefined };

/** Stores by name, a page of them; only those whose name contains `name`. */
export const readStores = (db: Database, asked: Asked): Promise<Page<Store>> =>
  readNames(db, 'store', asked);

/** Models by name, a page of them. */
export const readModels = (db: Database, asked: Asked): Promise<Page<Model>> =>
  readNames(db, 'model', asked);

async function readNames(
  db: Database,
  table: 'store' | 'model',
  { after, limit, name }: Asked,
): Promise<Page<Store>> {
  const rows = await db
    .selectFrom(table)
    .select(['id', 'name', 'since'])
    .$if(after !== undefined, (query) => query.where('name', '>', after!))
    .$if(name !== undefined, (query) =>
      query.where(sql<boolean>`position(lower(${name}) in lower(name)) > 0`),
    )
    .orderBy('name')
    .limit(limit + 1)
    .execute();
  return pageBy(rows.map(toNamed), limit, (each) => each.name);
}

/** Stores or models by id. */
export async function readNamed(
  db: Database,
  table: 'store' | 'model',
  ids: readonly number[],
): Promise<Store[]> {
  if (ids.length === 0) return [];
  const { rows } = await sql<NamedRow>`
    select id, name, since from ${sql.table(table)} where id = any(${ids}::int[]) order by name
  `.execute(db);
  return rows.map(toNamed);
}

type NamedRow = { id: number; name: string; since: Date };
const toNamed = ({ id, name, since }: NamedRow): Store => ({
  id,
  name,
  since: since.toISOString(),
});
