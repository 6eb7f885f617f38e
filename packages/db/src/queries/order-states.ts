import type { PaymentProvider } from '@lastpair/contracts';
import type { OrderState } from '@lastpair/domain';
import { sql } from 'kysely';
import { jsonArrayFrom } from 'kysely/helpers/postgres';
import type { Database, Transaction } from '../connect.ts';

/** An order as a worker carries it on, and what it needs beside the rules. */
export type KeptOrder = {
  state: OrderState;
  /** Grows with every change; whoever saves must have read the newest. */
  version: number;
  /** How often the step it is in was tried. */
  attempts: number;
  currency: string;
  payment: {
    provider: PaymentProvider;
    method: string | undefined;
    providerId: string | undefined;
  };
};

/** What the provider said of a payment beside its status. */
export type PaymentDetails = {
  providerId?: string | undefined;
  paidWith?: string | undefined;
  clientSecret?: string | undefined;
};

/**
 * Takes orders that are due, at most `limit`, or `only` one, for `leaseMs`: when whoever takes them dies they are due again
 * after that. Oldest first.
 */
export async function claimOrders(
  db: Database,
  { limit, leaseMs, only }: { limit: number; leaseMs: number; only?: string },
): Promise<KeptOrder[]> {
  const { rows } = await sql<{ id: string }>`
    update "order" set due_at = clock_timestamp() + make_interval(secs => ${leaseMs / 1000})
    where id in (select id from "order" where due_at <= clock_timestamp()
        and (${only ?? null}::uuid is null or id = ${only ?? null}::uuid)
      order by due_at limit ${limit} for update skip locked)
    returning id`.execute(db);
  const kept = await Promise.all(rows.map(({ id }) => readKeptOrder(db, id)));
  return kept.filter((order) => order !== undefined);
}

/**
 * An order as it is now, or undefined when there is no such order. In one statement, so that its lines are those of its
 * version: whoever carries it on writes both.
 */
export async function readKeptOrder(
  db: Database | Transaction,
  orderId: string,
): Promise<KeptOrder | undefined> {
  const order = await db
    .selectFrom('order as o')
    .innerJoin('payment as p', 'p.order_id', 'o.id')
    .selectAll('o')
    .select(['p.status as payment_status', 'p.provider', 'p.method', 'p.provider_id'])
    .select((from) =>
      jsonArrayFrom(
        from
          .selectFrom('order_line as l')
          .select(['l.line', 'l.drop_id', 'l.reservation_id', 'l.size', 'l.stands'])
          .whereRef('l.order_id', '=', 'o.id')
          .orderBy('l.line'),
      ).as('lines'),
    )
    .where('o.id', '=', orderId)
    .executeTakeFirst();
  if (!order) return undefined;
  return {
    version: order.version,
    attempts: order.attempts,
    currency: order.currency,
    payment: {
      provider: order.provider,
      method: order.method ?? undefined,
      providerId: order.provider_id ?? undefined,
    },
    state: {
      id: order.id,
      shopperId: order.shopper_id,
      status: order.status,
      step: order.step,
      end: order.end ?? undefined,
      reason: order.reason ?? undefined,
      lines: order.lines.map((line) => ({
        line: line.line,
        dropId: line.drop_id,
        reservationId: line.reservation_id,
        size: line.size,
        stands: line.stands,
      })),
      totalCents: order.total_cents,
      receivedAt: order.received_at.getTime(),
      payBy: order.pay_by?.getTime(),
      cancelWished: order.cancel_wished,
      restock: order.restock,
      payment: { status: order.payment_status, hasMethod: order.method !== null },
    },
  };
}

/**
 * Writes what an order has become, unless somebody changed it since `version` was read: then nothing, and undefined. Else
 * the new version. `nextInMs` is when a worker is to look at it again; null when nothing is left to do.
 */
export async function saveOrder(
  db: Database,
  {
    state,
    version,
    attempts,
    nextInMs,
    details = {},
  }: {
    state: OrderState;
    version: number;
    attempts: number;
    nextInMs: number | null;
    details?: PaymentDetails | undefined;
  },
): Promise<number | undefined> {
  return db.transaction().execute(async (trx) => {
    const done = state.step === 'done';
    const saved = await trx
      .updateTable('order')
      .set({
        status: state.status,
        step: state.step,
        end: state.end ?? null,
        reason: state.reason ?? null,
        pay_by: state.payBy === undefined ? null : new Date(state.payBy),
        attempts,
        version: version + 1,
        updated_at: sql<Date>`clock_timestamp()`,
        due_at:
          nextInMs === null
            ? null
            : sql<Date>`clock_timestamp() + make_interval(secs => ${nextInMs / 1000})`,
        ...(state.status === 'completed' && {
          completed_at: sql<Date>`coalesce(completed_at, clock_timestamp())`,
        }),
        ...(state.status === 'refunded' && {
          refunded_at: sql<Date>`coalesce(refunded_at, clock_timestamp())`,
        }),
      })
      .where('id', '=', state.id)
      .where('version', '=', version)
      .executeTakeFirst();
    if (saved.numUpdatedRows === 0n) return undefined;
    await trx
      .updateTable('payment')
      .set({
        status: state.payment.status,
        ...(details.providerId && { provider_id: details.providerId }),
        ...(details.paidWith && { paid_with: details.paidWith }),
        client_secret: details.clientSecret ?? null,
        updated_at: sql<Date>`clock_timestamp()`,
      })
      .where('order_id', '=', state.id)
      .execute();
    await sql`
      update order_line l set stands = s.stands, reservation_id = s.reservation_id,
        live = ${!done} or s.stands in ('bought', 'restocked')
      from unnest(
        ${state.lines.map(({ line }) => line)}::int[],
        ${state.lines.map(({ stands }) => stands)}::text[],
        ${state.lines.map(({ reservationId }) => reservationId)}::uuid[]
      ) as s(line, stands, reservation_id)
      where l.order_id = ${state.id}::uuid and l.line = s.line`.execute(trx);
    return version + 1;
  });
}

/** Makes a worker look at an order at once, whatever it waits for. False when there is nothing left to do for it. */
export async function wakeOrder(db: Database | Transaction, orderId: string): Promise<boolean> {
  const woken = await db
    .updateTable('order')
    .set({ due_at: sql<Date>`clock_timestamp()`, attempts: 0 })
    .where('id', '=', orderId)
    .where('step', '<>', 'done')
    .executeTakeFirst();
  return woken.numUpdatedRows > 0n;
}

/** Leaves an order alone until people have looked at it. */
export async function parkOrder(db: Database, orderId: string, version: number): Promise<void> {
  await db
    .updateTable('order')
    .set({ due_at: null })
    .where('id', '=', orderId)
    .where('version', '=', version)
    .execute();
}
