import { STANDARD_LIMITS } from '@lastpair/contracts';
import type { Limits } from '@lastpair/contracts';
import type { ShelfState } from '@lastpair/domain/desk';
import { sql } from 'kysely';
import type { Transaction } from '../../connect.ts';

export type ShelfKey = { storeId: number; modelId: number };

/** What a shelf is under the lock, if it is there, and the limits that hold for it. */
export type LoadedShelf = { state: ShelfState | undefined; limits: Limits };

export const keyOf = ({ storeId, modelId }: ShelfKey): string => `${storeId}.${modelId}`;

/** Locks shelves until the transaction ends, always in one order, and loads them with their limits. By keyOf. */
export async function lockShelves(
  trx: Transaction,
  keys: readonly ShelfKey[],
): Promise<Map<string, LoadedShelf>> {
  const storeIds = keys.map(({ storeId }) => storeId);
  const modelIds = keys.map(({ modelId }) => modelId);
  const asked = sql`unnest(${storeIds}::int[], ${modelIds}::int[]) as asked(store_id, model_id)`;
  const { rows: limits } = await sql<LimitsRow>`
    select asked.store_id, asked.model_id, coalesce(own.id, of_model.id, by_default.id) is not null as given,
      case when own.id is not null then own.low when of_model.id is not null then of_model.low else by_default.low end as low,
      case when own.id is not null then own.high when of_model.id is not null then of_model.high else by_default.high end as high,
      coalesce(own.margin, of_model.margin, by_default.margin) as margin
    from ${asked}
    left join threshold own on own.model_id = asked.model_id and own.store_id = asked.store_id
    left join threshold of_model on of_model.model_id = asked.model_id and of_model.store_id is null
    left join threshold by_default on by_default.model_id is null`.execute(trx);
  const { rows: shelves } = await sql<ShelfState & { store_id: number; model_id: number }>`
    select s.store_id, s.model_id, s.inventory, s.stamp, s.since, s.weighed, s.mark
    from ${asked} join shelf s on s.store_id = asked.store_id and s.model_id = asked.model_id
    order by s.store_id, s.model_id
    for no key update of s`.execute(trx);
  const states = new Map(
    shelves.map(({ store_id, model_id, ...state }) => [`${store_id}.${model_id}`, state]),
  );
  return new Map(
    limits.map((row) => {
      const key = `${row.store_id}.${row.model_id}`;
      const { low, high, margin } = row;
      return [
        key,
        { state: states.get(key), limits: row.given ? { low, high, margin } : STANDARD_LIMITS },
      ];
    }),
  );
}

type LimitsRow = Limits & { store_id: number; model_id: number; given: boolean };

export type ChangedShelf = ShelfKey & { state: ShelfState };
export type AppliedReading = ShelfKey & {
  stamp: number;
  inventory: number;
  tapId: number | null;
};

/**
 * Writes shelves and the readings that made them what they are, in one statement, and gives the desk's seq. A shelf that
 * somebody else has made newer in the meantime stays as it is, and a reading that is there already is left out.
 */
export async function writeShelves(
  trx: Transaction,
  shelves: readonly ChangedShelf[],
  readings: readonly AppliedReading[],
): Promise<number> {
  const { rows } = await sql<{ seq: number }>`
    with next as (update desk set seq = seq + 1 returning seq),
    shelves as (
      insert into shelf as s (store_id, model_id, inventory, stamp, since, weighed, mark)
      select * from unnest(
        ${shelves.map(({ storeId }) => storeId)}::int[],
        ${shelves.map(({ modelId }) => modelId)}::int[],
        ${shelves.map(({ state }) => state.inventory)}::int[],
        ${shelves.map(({ state }) => state.stamp)}::bigint[],
        ${shelves.map(({ state }) => state.since)}::bigint[],
        ${shelves.map(({ state }) => state.weighed)}::float8[],
        ${shelves.map(({ state }) => state.mark)}::text[])
      on conflict (store_id, model_id) do update set inventory = excluded.inventory,
        stamp = excluded.stamp, weighed = excluded.weighed, mark = excluded.mark
      where excluded.stamp > s.stamp
        or (excluded.stamp = s.stamp and excluded.inventory <= s.inventory)
    ), readings as (
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
