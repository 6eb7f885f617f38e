import { paceOf } from '@lastpair/contracts';
import type { Stand } from '@lastpair/domain/desk';
import { sql } from 'kysely';
import type { Database } from '../../connect.ts';
import { joinThresholds, limitsOf, toLimits } from './lock-shelves.ts';
import type { GivenLimits } from './lock-shelves.ts';
import { stampNow } from './shelves.ts';
import type { TransferWay } from './transfers.ts';

/** For suggestions: what every store has of these models, and which ways nobody wants. */
export type Standing = { modelId: number; model: string; stands: Stand[] };

const MODELS_PER_ANSWER = 50;

/** What stores have of one model or, without it, of the models that are too low in most stores. */
export async function readStandings(
  db: Database,
  modelId: number | undefined,
): Promise<Standing[]> {
  const { rows: models } = await sql<{ id: number; name: string }>`
    select model.id, model.name from model
    ${
      modelId === undefined
        ? sql`join (select model_id, count(*) as stores from shelf where mark = 'low' group by model_id) short
          on short.model_id = model.id order by short.stores desc, model.id limit ${MODELS_PER_ANSWER}`
        : sql`where model.id = ${modelId}`
    }`.execute(db);
  if (models.length === 0) return [];
  const ids = models.map(({ id }) => id);
  const { rows } = await sql<StandRow>`
    select s.store_id, s.model_id, store.name as store, s.inventory, s.stamp, s.since, s.weighed,
      ${stampNow} as now,
      ${limitsOf},
      coalesce(coming.pairs, 0)::int as incoming, coalesce(going.pairs, 0)::int as outgoing
    from shelf s join store on store.id = s.store_id
    ${joinThresholds(sql`s`)}
    left join (
      select model_id, to_store_id, sum(case status when 'requested' then requested else sent - received - missing end) as pairs
      from transfer where status in ('requested', 'in_transit') group by model_id, to_store_id
    ) coming on coming.model_id = s.model_id and coming.to_store_id = s.store_id
    left join (
      select model_id, from_store_id, sum(requested) as pairs
      from transfer where status = 'requested' group by model_id, from_store_id
    ) going on going.model_id = s.model_id and going.from_store_id = s.store_id
    where s.model_id = any(${ids}::int[])`.execute(db);
  const byModel = Map.groupBy(rows, ({ model_id }) => model_id);
  return models.map(({ id, name }) => ({
    modelId: id,
    model: name,
    stands: (byModel.get(id) ?? []).map(toStand),
  }));
}

type StandRow = GivenLimits & {
  store_id: number;
  model_id: number;
  store: string;
  inventory: number;
  stamp: number;
  since: number;
  weighed: number;
  now: number;
  incoming: number;
  outgoing: number;
};

const toStand = (row: StandRow): Stand => ({
  storeId: row.store_id,
  store: row.store,
  inventory: row.inventory,
  perHour: paceOf(row, row.inventory, row.now).perHour,
  incoming: row.incoming,
  outgoing: row.outgoing,
  limits: toLimits(row),
});

const wayKey = ({ modelId, fromStoreId, toStoreId }: TransferWay): string =>
  `${modelId}.${fromStoreId}.${toStoreId}`;

/** Whether a way was dismissed lately. */
export async function readDismissals(db: Database): Promise<(way: TransferWay) => boolean> {
  const rows = await db
    .selectFrom('dismissal')
    .selectAll()
    .where('until', '>', sql<Date>`clock_timestamp()`)
    .execute();
  const dismissed = new Set(
    rows.map((row) =>
      wayKey({ modelId: row.model_id, fromStoreId: row.from_store_id, toStoreId: row.to_store_id }),
    ),
  );
  return (way) => dismissed.has(wayKey(way));
}

/** Keeps a way from being suggested for some hours. */
export async function dismissWay(db: Database, way: TransferWay, hours: number): Promise<void> {
  await sql`
    with gone as (delete from dismissal where until < clock_timestamp())
    insert into dismissal (model_id, from_store_id, to_store_id, until)
    values (${way.modelId}, ${way.fromStoreId}, ${way.toStoreId}, clock_timestamp() + make_interval(hours => ${hours}))
    on conflict (model_id, from_store_id, to_store_id) do update set until = excluded.until`.execute(
    db,
  );
}
