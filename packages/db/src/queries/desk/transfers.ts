import type { Transfer, TransferStatus } from '@lastpair/contracts';
import type { TransferState } from '@lastpair/domain/desk';
import { sql } from 'kysely';
import type { Database, Transaction } from '../../connect.ts';
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
