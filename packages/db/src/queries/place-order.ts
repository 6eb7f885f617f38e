import type { PaymentProvider } from '@lastpair/contracts';
import { sql } from 'kysely';
import type { Database, Transaction } from '../connect.ts';

export type NewOrder = {
  id: string;
  shopperId: string;
  reservationIds: readonly string[];
  /** When the door took it, epoch milliseconds. */
  receivedAt: number;
  provider: PaymentProvider;
  method: string | undefined;
};

/**
 * What became of placing an order. `same`: this bag is an order already, by this id or another. `id_conflict`: the id is of
 * another bag or of somebody else. `taken`: some of the pairs are in another order, which has `orderId`.
 */
export type Placed =
  | { what: 'placed'; orderId: string }
  | { what: 'same'; orderId: string }
  | { what: 'taken'; orderId: string; ending: boolean }
  | { what: 'id_conflict' | 'unknown_reservation' | 'mixed_currencies' };

const UNIQUE_VIOLATION = '23505';

/** Writes an order with its lines and its money, in line and due at once. One bag is one order, whoever is faster. */
export async function placeOrder(db: Database, order: NewOrder): Promise<Placed> {
  const before = await findSame(db, order);
  if (before) return before;
  try {
    return await db.transaction().execute((trx) => insertOrder(trx, order));
  } catch (error) {
    if (!isUniqueViolation(error)) throw error;
    const now = await findSame(db, order);
    if (now) return now;
    throw error;
  }
}

const isUniqueViolation = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === UNIQUE_VIOLATION;

async function insertOrder(trx: Transaction, order: NewOrder): Promise<Placed> {
  // Only what is this shopper's own is found at all.
  const pairs = await trx
    .selectFrom('reservation as r')
    .innerJoin('drop as d', 'd.id', 'r.drop_id')
    .innerJoin('product as p', 'p.id', 'd.product_id')
    .select(['r.id', 'r.drop_id', 'r.size', 'p.price_cents', 'p.currency'])
    .where('r.shopper_id', '=', order.shopperId)
    .where('r.slot', '>', 0)
    .where('r.id', 'in', [...order.reservationIds])
    .orderBy('r.drop_id')
    .orderBy('r.id')
    .execute();
  if (pairs.length !== order.reservationIds.length) return { what: 'unknown_reservation' };
  const { currency } = pairs[0]!;
  if (pairs.some((pair) => pair.currency !== currency)) return { what: 'mixed_currencies' };
  const totalCents = pairs.reduce((sum, { price_cents }) => sum + price_cents, 0);
  await trx
    .insertInto('order')
    .values({
      id: order.id,
      shopper_id: order.shopperId,
      status: 'placed',
      step: 'hold',
      total_cents: totalCents,
      currency,
      received_at: new Date(order.receivedAt),
    })
    .execute();
  await trx
    .insertInto('order_line')
    .values(
      pairs.map((pair, line) => ({
        order_id: order.id,
        line,
        drop_id: pair.drop_id,
        bag_reservation_id: pair.id,
        reservation_id: pair.id,
        size: pair.size,
        price_cents: pair.price_cents,
        stands: 'placed' as const,
      })),
    )
    .execute();
  await trx
    .insertInto('payment')
    .values({
      order_id: order.id,
      provider: order.provider,
      status: 'due',
      method: order.method ?? null,
      amount_cents: totalCents,
    })
    .execute();
  return { what: 'placed', orderId: order.id };
}

/** The order with this id, or else the live one with any of these pairs. */
async function findSame(db: Database, order: NewOrder): Promise<Placed | undefined> {
  const { rows } = await sql<{
    id: string;
    shopper_id: string;
    bag: string[];
    ending: boolean;
  }>`
    select o.id, o.shopper_id, o.cancel_wished or o.step in ('resume', 'expire') as ending,
      (select array_agg(l.bag_reservation_id::text) from order_line l where l.order_id = o.id) as bag
    from "order" o
    where o.id = ${order.id} or o.id in (
      select l.order_id from reservation r
      join order_line l on l.drop_id = r.drop_id and l.bag_reservation_id = r.id and l.live
      where r.shopper_id = ${order.shopperId} and r.slot > 0 and r.id = any(${[...order.reservationIds]}::uuid[]))
    order by o.id = ${order.id} desc`.execute(db);
  const found = rows[0];
  if (!found) return undefined;
  const same =
    found.shopper_id === order.shopperId &&
    found.bag.length === order.reservationIds.length &&
    order.reservationIds.every((id) => found.bag.includes(id));
  if (found.id === order.id) {
    return same ? { what: 'same', orderId: found.id } : { what: 'id_conflict' };
  }
  // An order on its way out gives its pairs back in a moment; a new checkout of them is not the old one.
  return same && !found.ending
    ? { what: 'same', orderId: found.id }
    : { what: 'taken', orderId: found.id, ending: found.ending };
}

/** What people change of an order: gives whether there was anything to change. A worker is to look at it at once. */
async function change(
  db: Database,
  orderId: string,
  set: ReturnType<typeof sql>,
  where: ReturnType<typeof sql>,
): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update "order" set ${set}, version = version + 1, attempts = 0, due_at = clock_timestamp(),
      updated_at = clock_timestamp()
    where id = ${orderId} and ${where}`.execute(db);
  return (numAffectedRows ?? 0n) > 0n;
}

/** Names what an order is to be paid with. False when it has something already, or is past paying. */
export async function giveMethod(db: Database, orderId: string, method: string): Promise<boolean> {
  return db.transaction().execute(async (trx) => {
    const { numAffectedRows } = await sql`
      update payment set method = ${method}, updated_at = clock_timestamp()
      from "order" o where payment.order_id = ${orderId} and o.id = payment.order_id
        and payment.method is null and payment.status = 'due' and not o.cancel_wished
        and o.step in ('hold', 'pay')`.execute(trx);
    if ((numAffectedRows ?? 0n) === 0n) return false;
    return change(trx, orderId, sql`status = status`, sql`step in ('hold', 'pay')`);
  });
}

/** The shopper leaves the checkout. False when it is too late for that. */
export const wishCancel = (db: Database, orderId: string): Promise<boolean> =>
  change(
    db,
    orderId,
    sql`cancel_wished = true`,
    sql`step in ('hold', 'pay') and not cancel_wished`,
  );

/** The merchant gives the money back. False when the order is not completed, or refunded already. */
export const wishRefund = (
  db: Database,
  orderId: string,
  { restock, reason }: { restock: boolean; reason: string },
): Promise<boolean> =>
  change(
    db,
    orderId,
    sql`step = 'refund', restock = ${restock}, refund_reason = ${reason}`,
    sql`status = 'completed' and step = 'done'`,
  );
