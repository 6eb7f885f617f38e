import { sql } from 'kysely';
import type { Kysely } from 'kysely';

/** Who has done what with a merchant's rights, whether it was granted or not. Rows are only ever added. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table merchant_action (
      id uuid primary key,
      shopper_id uuid not null,
      action text not null,
      input jsonb not null,
      result text not null,
      address text not null,
      done_at timestamptz not null default clock_timestamp()
    )`.execute(db);
  await sql`create index merchant_action_done_at on merchant_action (done_at)`.execute(db);
  await sql`
    create trigger merchant_action_is_final before update or delete on merchant_action
    for each row execute function refuse_change()`.execute(db);
}
