import { toInstant } from '@lastpair/contracts';
import type { Me, Shopper } from '@lastpair/contracts';
import { sql } from 'kysely';
import type { Database } from '../connect.ts';

/** Makes a shopper. Does nothing when there is one with that id. */
export async function ensureShopper(db: Database, shopper: Shopper): Promise<void> {
  await db
    .insertInto('shopper')
    .values(shopper)
    .onConflict((conflict) => conflict.column('id').doNothing())
    .execute();
}

/** Makes a shopper, or gives the one with that id this name. */
export async function nameShopper(db: Database, shopper: Shopper): Promise<void> {
  await db
    .insertInto('shopper')
    .values(shopper)
    .onConflict((conflict) => conflict.column('id').doUpdateSet({ name: shopper.name }))
    .execute();
}

/** The shopper with this id, or undefined. */
export async function findShopper(db: Database, id: string): Promise<Shopper | undefined> {
  return db
    .selectFrom('shopper')
    .select(['id', 'name', 'role'])
    .where('id', '=', id)
    .executeTakeFirst();
}

/** Whether there is an account of this shopper, or under this email address in lower case. */
export async function hasAccount(
  db: Database,
  which: { shopperId: string } | { email: string },
): Promise<boolean> {
  const found = await db
    .selectFrom('auth_user')
    .select('id')
    .where((where) =>
      'email' in which ? where('email', '=', which.email) : where('id', '=', which.shopperId),
    )
    .executeTakeFirst();
  return found !== undefined;
}

/** Makes a session that ends after `days`. The token's hash is kept, never the token. */
export async function createSession(
  db: Database,
  session: { tokenHash: Buffer; shopperId: string; days: number },
): Promise<void> {
  await db
    .insertInto('session')
    .values({
      token_hash: session.tokenHash,
      shopper_id: session.shopperId,
      expires_at: sql<Date>`now() + make_interval(days => ${session.days})`,
    })
    .execute();
}

/** Whose session this is, or undefined when there is none or it has ended. */
export async function findShopperBySession(
  db: Database,
  tokenHash: Buffer,
): Promise<Shopper | undefined> {
  return db
    .selectFrom('session')
    .innerJoin('shopper', 'shopper.id', 'session.shopper_id')
    .select(['shopper.id', 'shopper.name', 'shopper.role'])
    .where('session.token_hash', '=', tokenHash)
    .where('session.expires_at', '>', sql<Date>`now()`)
    .executeTakeFirst();
}

/** Those of these sessions that have not ended, by the hash of their token. */
export async function findLiveSessions(
  db: Database,
  tokenHashes: readonly Buffer[],
): Promise<Buffer[]> {
  const rows = await db
    .selectFrom('session')
    .select('token_hash')
    .where('token_hash', '=', sql<Buffer>`any(${tokenHashes})`)
    .where('expires_at', '>', sql<Date>`now()`)
    .execute();
  return rows.map(({ token_hash }) => token_hash);
}

/** Signs a session out. */
export async function endSession(db: Database, tokenHash: Buffer): Promise<void> {
  await db.deleteFrom('session').where('token_hash', '=', tokenHash).execute();
}

/** The most reservations and purchases that one answer lists. */
const MINE_MAXIMUM = 200;

/** A shopper's reservations (live ones first) and purchases, newest first. */
export async function readMe(db: Database, shopper: Shopper): Promise<Omit<Me, 'position'>> {
  const [reservations, purchases, account, clock] = await Promise.all([
    db
      .selectFrom('reservation')
      .select([
        'id',
        'drop_id',
        'size',
        'status',
        'expires_at',
        'order_id',
        'stopped_at',
        'left_ms',
      ])
      .where('shopper_id', '=', shopper.id)
      .where('slot', '>', 0)
      .orderBy(sql`status in ('active', 'paying')`, 'desc')
      .orderBy('created_at', 'desc')
      .limit(MINE_MAXIMUM)
      .execute(),
    db
      .selectFrom('purchase')
      .selectAll()
      .where('shopper_id', '=', shopper.id)
      .orderBy('purchased_at', 'desc')
      .limit(MINE_MAXIMUM)
      .execute(),
    hasAccount(db, { shopperId: shopper.id }),
    readClock(db),
  ]);
  return {
    shopper,
    account,
    reservations: reservations.map((row) => ({
      id: row.id,
      dropId: row.drop_id,
      size: row.size,
      status: row.status,
      expiresAt: row.expires_at.toISOString(),
      ...(row.status === 'paying' && {
        orderId: row.order_id!,
        stoppedAt: row.stopped_at!.toISOString(),
        leftMs: row.left_ms!,
      }),
    })),
    purchases: purchases.map((row) => ({
      id: row.id,
      reservationId: row.reservation_id,
      dropId: row.drop_id,
      size: row.size,
      priceCents: row.price_cents,
      currency: row.currency,
      purchasedAt: row.purchased_at.toISOString(),
    })),
    serverTime: toInstant(clock),
  };
}

/** The time by Postgres, in epoch milliseconds: the only clock that decides anything. */
export async function readClock(db: Database): Promise<number> {
  const { rows } = await sql<{ now: Date }>`select clock_timestamp() as now`.execute(db);
  return rows[0]!.now.getTime();
}
