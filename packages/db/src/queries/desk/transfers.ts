import { paceOf } from '@lastpair/contracts';
import type { Transfer, TransferStatus } from '@lastpair/contracts';
import type { Stand, TransferState } from '@lastpair/domain/desk';
import { sql } from 'kysely';
import type { Database, Transaction } from '../../connect.ts';
import { joinThresholds, limitsOf, toLimits } from './lock-shelves.ts';
import type { GivenLimits } from './lock-shelves.ts';
import { numbersOf, pageBy } from './page.ts';
import type { Page } from './page.ts';
import { stampNow } from './shelves.ts';

export type TransferWay = { modelId: number; fromStoreId: number; toStoreId: number };

const selectTransfers = (db: Database) =>
  db
    .selectFrom('transfer')
    .innerJoin('model', 'model.id', 'transfer.model_id')
    .innerJoin('store as origin', 'origin.id', 'transfer.from_store_id')
    .innerJoin('store as goal', 'goal.id', 'transfer.to_store_id')
    .selectAll('transfer')
    .select(['model.name as model', 'origin.name as from_store', 'goal.name as to_store']);

type TransferRow = Awaited<ReturnType<ReturnType<typeof selectTransfers>['execute']>>[number];

const toTransfer = (row: TransferRow): Transfer => ({
  id: row.id,
  modelId: row.model_id,
  model: row.model,
  fromStoreId: row.from_store_id,
  fromStore: row.from_store,
  toStoreId: row.to_store_id,
  toStore: row.to_store,
  status: row.status,
  requested: row.requested,
  sent: row.sent,
  received: row.received,
  missing: row.missing,
  onTheWay: row.sent - row.received - row.missing,
  reason: row.reason,
  requestedBy: row.requested_by,
  requestedAt: row.requested_at.toISOString(),
  sentAt: row.sent_at?.toISOString() ?? null,
  receivedAt: row.received_at?.toISOString() ?? null,
});

/** Transfers, newest first, a page of them. `open` ones are those that are requested or in transit. */
export async function readTransfers(
  db: Database,
  asked: {
    after?: string | undefined;
    limit: number;
    status?: TransferStatus | 'open' | undefined;
    /** From this store or to it. */
    storeId?: number | undefined;
    modelId?: number | undefined;
  },
): Promise<Page<Transfer>> {
  const { limit, status, storeId, modelId } = asked;
  const [before] = numbersOf(asked.after, 1) ?? [];
  const rows = await selectTransfers(db)
    .$if(before !== undefined, (query) => query.where('number', '<', before!))
    .$if(status === 'open', (query) =>
      query.where('transfer.status', 'in', ['requested', 'in_transit']),
    )
    .$if(status !== undefined && status !== 'open', (query) =>
      query.where('transfer.status', '=', status as TransferStatus),
    )
    .$if(storeId !== undefined, (query) =>
      query.where((eb) =>
        eb.or([eb('from_store_id', '=', storeId!), eb('to_store_id', '=', storeId!)]),
      ),
    )
    .$if(modelId !== undefined, (query) => query.where('model_id', '=', modelId!))
    .orderBy('number', 'desc')
    .limit(limit + 1)
    .execute();
  const { items, next } = pageBy(rows, limit, (row) => String(row.number));
  return { items: items.map(toTransfer), next };
}

/** Transfers that have changed after `seq`. */
export async function readTransfersSince(
  db: Database,
  seq: number,
  limit: number,
): Promise<Transfer[]> {
  const rows = await selectTransfers(db)
    .where('transfer.seq', '>', seq)
    .orderBy('transfer.seq')
    .limit(limit)
    .execute();
  return rows.map(toTransfer);
}

export async function readTransfer(db: Database, id: string): Promise<Transfer | undefined> {
  const row = await selectTransfers(db).where('transfer.id', '=', id).executeTakeFirst();
  return row && toTransfer(row);
}

/** Makes a transfer, requested. Does nothing when there is one with that id. */
export async function createTransfer(
  trx: Transaction,
  transfer: TransferWay & {
    id: string;
    quantity: number;
    reason: string;
    requestedBy: string;
    seq: number;
  },
): Promise<void> {
  await trx
    .insertInto('transfer')
    .values({
      id: transfer.id,
      model_id: transfer.modelId,
      from_store_id: transfer.fromStoreId,
      to_store_id: transfer.toStoreId,
      status: 'requested',
      requested: transfer.quantity,
      reason: transfer.reason,
      requested_by: transfer.requestedBy,
      seq: transfer.seq,
    })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .execute();
}

/** Locks a transfer until the transaction ends. Undefined when there is no such transfer. */
export async function lockTransfer(
  trx: Transaction,
  id: string,
): Promise<(TransferWay & { state: TransferState }) | undefined> {
  const row = await trx
    .selectFrom('transfer')
    .selectAll()
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  if (!row) return undefined;
  const { status, requested, sent, received, missing } = row;
  return {
    modelId: row.model_id,
    fromStoreId: row.from_store_id,
    toStoreId: row.to_store_id,
    state: { status, requested, sent, received, missing },
  };
}

/** Locks a shelf until the transaction ends, and gives what it has and the next stamp it may get. */
export async function lockShelf(
  trx: Transaction,
  storeId: number,
  modelId: number,
): Promise<{ inventory: number; nextStamp: number }> {
  const row = await trx
    .selectFrom('shelf')
    .select(['inventory', 'stamp'])
    .where('store_id', '=', storeId)
    .where('model_id', '=', modelId)
    .forNoKeyUpdate()
    .executeTakeFirst();
  const { now } = (await sql<{ now: number }>`select ${stampNow} as now`.execute(trx)).rows[0]!;
  return {
    inventory: row?.inventory ?? 0,
    nextStamp: Math.max(now, (row?.stamp ?? 0) + 1),
  };
}

/** Writes a transfer as it is after a step. The constraints throw when it can't be. */
export async function writeTransfer(
  trx: Transaction,
  id: string,
  state: TransferState,
  seq: number,
): Promise<void> {
  await trx
    .updateTable('transfer')
    .set({
      ...state,
      seq,
      ...(state.sent > 0 && { sent_at: sql<Date>`coalesce(sent_at, clock_timestamp())` }),
      ...(state.status === 'received' && { received_at: sql<Date>`clock_timestamp()` }),
    })
    .where('id', '=', id)
    .execute();
}

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
