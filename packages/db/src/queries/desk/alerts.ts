import { toInstant } from '@lastpair/contracts';
import type { Alert, AlertCall } from '@lastpair/contracts';
import { sql } from 'kysely';
import { v7 as uuidv7 } from 'uuid';
import type { Database, Transaction } from '../../connect.ts';
import type { ShelfKey } from './lock-shelves.ts';
import { pageBy } from './page.ts';
import type { Page } from './page.ts';

/** A shelf that got too low or too high. */
export type RaisedAlert = ShelfKey & {
  kind: 'low' | 'high';
  limit: number;
  inventory: number;
  perHour: number;
  hoursLeft: number | null;
};

type AlertRow = {
  id: string;
  store_id: number;
  store: string;
  model_id: number;
  model: string;
  kind: Alert['kind'];
  status: Alert['status'];
  limit_reached: number;
  inventory: number;
  per_hour: number;
  hours_left: number | null;
  raised_at: Date;
  acknowledged_at: Date | null;
  acknowledged_by: string | null;
  cleared_at: Date | null;
};

const toAlert = (row: AlertRow): Alert => ({
  id: row.id,
  storeId: row.store_id,
  store: row.store,
  modelId: row.model_id,
  model: row.model,
  kind: row.kind,
  status: row.status,
  limit: row.limit_reached,
  inventory: row.inventory,
  perHour: row.per_hour,
  hoursLeft: row.hours_left,
  raisedAt: row.raised_at.toISOString(),
  acknowledgedAt: row.acknowledged_at?.toISOString() ?? null,
  acknowledgedBy: row.acknowledged_by,
  clearedAt: row.cleared_at?.toISOString() ?? null,
});

const selectAlerts = (db: Database) =>
  db
    .selectFrom('alert')
    .innerJoin('store', 'store.id', 'alert.store_id')
    .innerJoin('model', 'model.id', 'alert.model_id')
    .selectAll('alert')
    .select(['store.name as store', 'model.name as model']);

/**
 * Writes what a batch did to alerts: those of `cleared` shelves end, those of `raised` begin. What the webhook is to be
 * told is written with it. Gives how many calls that makes.
 */
export async function writeAlerts(
  trx: Transaction,
  seq: number,
  changes: { raised: readonly RaisedAlert[]; cleared: readonly ShelfKey[] },
): Promise<number> {
  const { raised, cleared } = changes;
  const { rows: ended } = await sql<{ id: string }>`
    update alert set status = 'cleared', cleared_at = clock_timestamp(), seq = ${seq}
    from unnest(
      ${cleared.map(({ storeId }) => storeId)}::int[], ${cleared.map(({ modelId }) => modelId)}::int[]
    ) as c(store_id, model_id)
    where alert.store_id = c.store_id and alert.model_id = c.model_id and alert.status <> 'cleared'
    returning alert.id`.execute(trx);
  const ids = raised.map(() => uuidv7());
  await sql`
    insert into alert (id, store_id, model_id, kind, status, limit_reached, inventory, per_hour, hours_left, raised_at, seq)
    select r.id, r.store_id, r.model_id, r.kind, 'raised', r.limit_reached, r.inventory, r.per_hour, r.hours_left,
      clock_timestamp(), ${seq}
    from unnest(${ids}::uuid[],
      ${raised.map(({ storeId }) => storeId)}::int[], ${raised.map(({ modelId }) => modelId)}::int[],
      ${raised.map(({ kind }) => kind)}::text[], ${raised.map(({ limit }) => limit)}::int[],
      ${raised.map(({ inventory }) => inventory)}::int[], ${raised.map(({ perHour }) => perHour)}::float8[],
      ${raised.map(({ hoursLeft }) => hoursLeft)}::float8[]
    ) as r(id, store_id, model_id, kind, limit_reached, inventory, per_hour, hours_left)`.execute(
    trx,
  );
  return (
    (await writeCalls(
      trx,
      'alert.cleared',
      ended.map(({ id }) => id),
    )) + (await writeCalls(trx, 'alert.raised', ids))
  );
}

/** Puts calls into the outbox of the webhook, if there is one. Gives how many. */
async function writeCalls(
  trx: Transaction,
  event: AlertCall['event'],
  alertIds: readonly string[],
): Promise<number> {
  if (alertIds.length === 0) return 0;
  const webhook = await trx.selectFrom('webhook').select('url').executeTakeFirst();
  if (!webhook) return 0;
  const rows = await selectAlerts(trx).where('alert.id', 'in', alertIds).execute();
  const calls = rows.map((row): AlertCall => {
    const alert = toAlert(row);
    const at = {
      'alert.raised': alert.raisedAt,
      'alert.acknowledged': alert.acknowledgedAt,
      'alert.cleared': alert.clearedAt,
    };
    return { id: uuidv7(), event, at: at[event] ?? toInstant(Date.now()), alert };
  });
  await trx
    .insertInto('webhook_call')
    .values(calls.map((call) => ({ id: call.id, body: JSON.stringify(call) })))
    .execute();
  return calls.length;
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Alerts, newest first, a page of them. `open` ones are those that are not cleared. */
export async function readAlerts(
  db: Database,
  asked: {
    after?: string | undefined;
    limit: number;
    status?: 'open' | Alert['status'] | undefined;
    storeId?: number | undefined;
    modelId?: number | undefined;
  },
): Promise<Page<Alert>> {
  const { after, limit, status, storeId, modelId } = asked;
  const rows = await selectAlerts(db)
    .$if(after !== undefined && UUID.test(after), (query) => query.where('alert.id', '<', after!))
    .$if(status === 'open', (query) => query.where('alert.status', '<>', 'cleared'))
    .$if(status !== undefined && status !== 'open', (query) =>
      query.where('alert.status', '=', status as Alert['status']),
    )
    .$if(storeId !== undefined, (query) => query.where('alert.store_id', '=', storeId!))
    .$if(modelId !== undefined, (query) => query.where('alert.model_id', '=', modelId!))
    .orderBy('alert.id', 'desc')
    .limit(limit + 1)
    .execute();
  return pageBy(rows.map(toAlert), limit, ({ id }) => id);
}

/** Alerts that have changed after `seq`. */
export async function readAlertsSince(db: Database, seq: number, limit: number): Promise<Alert[]> {
  const rows = await selectAlerts(db)
    .where('alert.seq', '>', seq)
    .orderBy('alert.seq')
    .limit(limit)
    .execute();
  return rows.map(toAlert);
}

/** Marks a raised alert as looked after. Gives it as it is then, or undefined when there is none. */
export async function acknowledgeAlert(
  trx: Transaction,
  id: string,
  by: string,
  seq: number,
): Promise<{ alert: Alert; calls: number } | undefined> {
  const changed = await trx
    .updateTable('alert')
    .set({
      status: 'acknowledged',
      acknowledged_at: sql<Date>`clock_timestamp()`,
      acknowledged_by: by,
      seq,
    })
    .where('id', '=', id)
    .where('status', '=', 'raised')
    .executeTakeFirst();
  const calls = changed.numUpdatedRows > 0n ? await writeCalls(trx, 'alert.acknowledged', [id]) : 0;
  const row = await selectAlerts(trx).where('alert.id', '=', id).executeTakeFirst();
  return row && { alert: toAlert(row), calls };
}
