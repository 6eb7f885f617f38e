import { sql } from 'kysely';
import type { Database } from '../connect.ts';

/** A charge as the sandbox remembers it. `answered`: whether it has made up its mind by now. */
export type SandboxCharge = {
  orderId: string;
  method: string;
  answered: boolean;
  captured: boolean;
  cancelled: boolean;
  refunded: boolean;
};

const columns = sql`order_id as "orderId", method,
  coalesce(answers_at <= clock_timestamp(), false) as answered, captured_at is not null as captured,
  cancelled_at is not null as cancelled, refunded_at is not null as refunded`;

/**
 * Makes a charge, unless there is one of this order. It answers after `answersInMs`, or never when that is null, and tells
 * of it `tells` times.
 */
export async function makeSandboxCharge(
  db: Database,
  charge: {
    orderId: string;
    method: string;
    amountCents: number;
    currency: string;
    answersInMs: number | null;
    tells: number;
  },
): Promise<void> {
  const { answersInMs } = charge;
  await db
    .insertInto('sandbox_charge')
    .values({
      order_id: charge.orderId,
      method: charge.method,
      amount_cents: charge.amountCents,
      currency: charge.currency,
      answers_at:
        answersInMs === null
          ? null
          : sql<Date>`clock_timestamp() + make_interval(secs => ${answersInMs / 1000})`,
      events_left: charge.tells,
    })
    .onConflict((conflict) => conflict.column('order_id').doNothing())
    .execute();
}

/** The charge of an order, or undefined when the sandbox never heard of it. */
export async function readSandboxCharge(
  db: Database,
  orderId: string,
): Promise<SandboxCharge | undefined> {
  const { rows } = await sql<SandboxCharge>`
    select ${columns} from sandbox_charge where order_id = ${orderId}`.execute(db);
  return rows[0];
}

/** Marks what was done to a charge, once; nothing when it is too late for that. */
export async function markSandboxCharge(
  db: Database,
  orderId: string,
  done: 'captured' | 'cancelled' | 'refunded',
): Promise<void> {
  const column = sql.ref(`${done}_at`);
  // Whoever was faster has made up its mind for it.
  const possible = {
    captured: sql`cancelled_at is null`,
    cancelled: sql`captured_at is null`,
    refunded: sql`captured_at is not null`,
  }[done];
  await sql`update sandbox_charge set ${column} = coalesce(${column}, clock_timestamp())
    where order_id = ${orderId} and ${possible}`.execute(db);
}

/** Takes the next things the sandbox has to tell, each for one teller alone. `nth` counts down to 1. */
export async function takeSandboxEvents(
  db: Database,
  limit: number,
): Promise<{ orderId: string; nth: number }[]> {
  const { rows } = await sql<{ orderId: string; nth: number }>`
    update sandbox_charge set events_left = events_left - 1
    where order_id in (select order_id from sandbox_charge
      where events_left > 0 and answers_at <= clock_timestamp()
      order by answers_at limit ${limit} for update skip locked)
    returning order_id as "orderId", events_left + 1 as nth`.execute(db);
  return rows;
}
