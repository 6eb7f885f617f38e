import { sql } from 'kysely';
import type { Kysely } from 'kysely';

/** Finds a shopper's lapsed holds in a drop, for the wait that follows them. Written only when a hold lapses. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create index reservation_lapsed on reservation (drop_id, shopper_id, expires_at)
    where status = 'expired'`.execute(db);
}
