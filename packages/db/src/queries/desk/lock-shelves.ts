import { STANDARD_LIMITS } from '@lastpair/contracts';
import type { Limits } from '@lastpair/contracts';
import type { ShelfState } from '@lastpair/domain/desk';
import { sql } from 'kysely';
import type { Transaction } from '../../connect.ts';

export type ShelfKey = { storeId: number; modelId: number };

/** What a shelf is under the lock, if it is there, and the limits that hold for it. */
export type LoadedShelf = { state: ShelfState | undefined; limits: Limits };

export const keyOf = ({ storeId, modelId }: ShelfKey): string => `${storeId}.${modelId}`;

/**
 * Locks shelves until the transaction ends and loads them with their limits, by keyOf. One that is not there yet gets its
 * place first, so that nobody else makes it meanwhile. Give `keys` in the same order everywhere.
 */
export async function lockShelves(
  trx: Transaction,
  keys: readonly ShelfKey[],
): Promise<Map<string, LoadedShelf>> {
  const states = await lockThere(trx, keys);
  const missing = keys.filter((key) => !states.has(keyOf(key)));
  if (missing.length > 0) {
    await sql`
      insert into shelf (store_id, model_id, inventory, stamp, since, weighed, mark)
      select *, 0, ${NEVER}, 0, 0, 'ok' from ${asked(missing)}
      on conflict do nothing`.execute(trx);
    for (const [key, state] of await lockThere(trx, missing)) states.set(key, state);
  }
  const limits = await loadLimits(trx, keys);
  return new Map(
    [...limits].map(([key, each]) => {
      const state = states.get(key);
      return [key, { state: state?.stamp === NEVER ? undefined : state, limits: each }];
    }),
  );
}

/** The stamp of a shelf that has its place and no reading yet. Nobody else ever sees it. */
const NEVER = 0;

const asked = (keys: readonly ShelfKey[]) =>
  sql`unnest(${keys.map(({ storeId }) => storeId)}::int[], ${keys.map(({ modelId }) => modelId)}::int[])
    as asked(store_id, model_id)`;

async function lockThere(
  trx: Transaction,
  keys: readonly ShelfKey[],
): Promise<Map<string, ShelfState>> {
  const { rows } = await sql<ShelfState & { store_id: number; model_id: number }>`
    select s.store_id, s.model_id, s.inventory, s.stamp, s.since, s.weighed, s.mark
    from ${asked(keys)} join shelf s on s.store_id = asked.store_id and s.model_id = asked.model_id
    order by s.store_id, s.model_id
    for no key update of s`.execute(trx);
  return new Map(
    rows.map(({ store_id, model_id, ...state }) => [`${store_id}.${model_id}`, state]),
  );
}

/** The limits that hold for shelves: their own, their model's, the default, or the standard. */
async function loadLimits(
  trx: Transaction,
  keys: readonly ShelfKey[],
): Promise<Map<string, Limits>> {
  const { rows } = await sql<LimitsRow>`
    select asked.store_id, asked.model_id, ${limitsOf}
    from ${asked(keys)} ${joinThresholds(sql`asked`)}`.execute(trx);
  return new Map(rows.map((row) => [`${row.store_id}.${row.model_id}`, toLimits(row)]));
}

/** Columns of the limits that hold, for a query with joinThresholds. */
export const limitsOf = sql`
  coalesce(own.id, of_model.id, by_default.id) is not null as given,
  case when own.id is not null then own.low when of_model.id is not null then of_model.low else by_default.low end as low,
  case when own.id is not null then own.high when of_model.id is not null then of_model.high else by_default.high end as high,
  coalesce(own.margin, of_model.margin, by_default.margin) as margin`;

/** The thresholds that may hold for the store_id and model_id of a table. */
export const joinThresholds = (table: ReturnType<typeof sql>) => sql`
  left join threshold own on own.model_id = ${table}.model_id and own.store_id = ${table}.store_id
  left join threshold of_model on of_model.model_id = ${table}.model_id and of_model.store_id is null
  left join threshold by_default on by_default.model_id is null`;

export type GivenLimits = Limits & { given: boolean };
type LimitsRow = GivenLimits & { store_id: number; model_id: number };

export const toLimits = ({ given, low, high, margin }: GivenLimits): Limits =>
  given ? { low, high, margin } : STANDARD_LIMITS;

export type ChangedShelf = ShelfKey & { state: ShelfState };
export type AppliedReading = ShelfKey & {
  stamp: number;
  inventory: number;
  tapId: number | null;
};

/**
 * Writes locked shelves and the readings that made them what they are, and gives the desk's seq. A reading that is there
 * already is left out. The seq comes after the locks on shelves, always, so that nobody waits in a circle.
 */
export async function writeShelves(
  trx: Transaction,
  shelves: readonly ChangedShelf[],
  readings: readonly AppliedReading[],
): Promise<number> {
  await sql`
    update shelf s set inventory = c.inventory, stamp = c.stamp, since = c.since, weighed = c.weighed, mark = c.mark
    from unnest(
      ${shelves.map(({ storeId }) => storeId)}::int[],
      ${shelves.map(({ modelId }) => modelId)}::int[],
      ${shelves.map(({ state }) => state.inventory)}::int[],
      ${shelves.map(({ state }) => state.stamp)}::bigint[],
      ${shelves.map(({ state }) => state.since)}::bigint[],
      ${shelves.map(({ state }) => state.weighed)}::float8[],
      ${shelves.map(({ state }) => state.mark)}::text[]
    ) as c(store_id, model_id, inventory, stamp, since, weighed, mark)
    where s.store_id = c.store_id and s.model_id = c.model_id`.execute(trx);
  const { rows } = await sql<{ seq: number }>`
    with next as (update desk set seq = seq + 1 returning seq),
    readings as (
      insert into reading (store_id, model_id, stamp, day, inventory, tap_id, seq)
      select r.store_id, r.model_id, r.stamp, (to_timestamp(r.stamp / 1000000) at time zone 'UTC')::date,
        r.inventory, r.tap_id, next.seq
      from next, unnest(
        ${readings.map(({ storeId }) => storeId)}::int[],
        ${readings.map(({ modelId }) => modelId)}::int[],
        ${readings.map(({ stamp }) => stamp)}::bigint[],
        ${readings.map(({ inventory }) => inventory)}::int[],
        ${readings.map(({ tapId }) => tapId)}::int[]
      ) as r(store_id, model_id, stamp, inventory, tap_id)
      on conflict do nothing
    )
    select seq from next`.execute(trx);
  return rows[0]!.seq;
}

/** Takes the desk's next number for whatever else this transaction changes. */
export async function nextSeq(trx: Transaction): Promise<number> {
  const { rows } = await sql<{ seq: number }>`
    update desk set seq = seq + 1 returning seq`.execute(trx);
  return rows[0]!.seq;
}
