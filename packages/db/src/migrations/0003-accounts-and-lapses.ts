import { sql } from 'kysely';
import type { Kysely } from 'kysely';

/**
 * The tables of better-auth, by its core schema of 1.7: who has an account, and the hash of the password. An account is
 * a shopper's, so it has that shopper's id. There is no table for its sessions: ours are the only ones. And an index that
 * finds a shopper's lapsed holds in a drop, for the wait that follows them; it is written only when a hold lapses.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table auth_user (
      id uuid primary key references shopper,
      name text not null,
      email text not null unique check (email = lower(email)),
      email_verified boolean not null,
      image text,
      created_at timestamptz not null,
      updated_at timestamptz not null
    )`.execute(db);
  await sql`
    create table auth_account (
      id uuid primary key,
      account_id text not null,
      provider_id text not null,
      user_id uuid not null references auth_user on delete cascade,
      access_token text,
      refresh_token text,
      id_token text,
      access_token_expires_at timestamptz,
      refresh_token_expires_at timestamptz,
      scope text,
      password text,
      created_at timestamptz not null,
      updated_at timestamptz not null,
      unique (user_id, provider_id)
    )`.execute(db);
  await sql`
    create index reservation_lapsed on reservation (drop_id, shopper_id, expires_at)
    where status = 'expired'`.execute(db);
}
