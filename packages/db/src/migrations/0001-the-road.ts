import { sql } from 'kysely';
import type { Kysely } from 'kysely';

/**
 * Everything a pair of shoes needs to be sold exactly once. The constraints say again what the rules
 * in packages/domain say, so that a mistake in either is stopped by the other.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  `create table shopper (
    id uuid primary key,
    name text not null,
    role text not null check (role in ('shopper', 'merchant')),
    created_at timestamptz not null default clock_timestamp()
  )`,

  // Only a hash of the token is kept: whoever reads this table can't sign in with what it says.
  `create table session (
    token_hash bytea primary key,
    shopper_id uuid not null references shopper,
    created_at timestamptz not null default clock_timestamp(),
    expires_at timestamptz not null
  )`,
  `create index session_expires_at on session (expires_at)`,

  `create table product (
    id uuid primary key,
    brand text not null,
    name text not null,
    colorway text not null,
    image_url text,
    price_cents integer not null check (price_cents >= 0),
    currency text not null check (currency ~ '^[A-Z]{3}$')
  )`,

  `create table "drop" (
    id uuid primary key,
    product_id uuid not null references product,
    status text not null check (status in ('scheduled', 'open', 'closed')),
    opens_at timestamptz,
    hold_seconds integer not null check (hold_seconds between 1 and 3600),
    limit_per_shopper integer not null check (limit_per_shopper between 1 and 100),
    stock_display text not null check (stock_display in ('exact', 'levels')),
    seq bigint not null default 0 check (seq >= 0),
    created_at timestamptz not null default clock_timestamp()
  ) with (fillfactor = 50)`,
  `create index drop_scheduled on "drop" (opens_at) where status = 'scheduled'`,

  `create table drop_size (
    drop_id uuid not null references "drop",
    size text not null check (char_length(size) between 1 and 12),
    position integer not null,
    sku text not null unique,
    total integer not null check (total >= 0),
    available integer not null check (available >= 0),
    reserved integer not null check (reserved >= 0),
    sold integer not null check (sold >= 0),
    primary key (drop_id, size),
    constraint every_pair_is_somewhere check (available + reserved + sold = total)
  ) with (fillfactor = 50)`,

  // The id of a reservation is the id of the command that made it. No foreign key to drop_size: it would
  // lock a hot row once per reservation; the auditor compares the two instead.
  `create table reservation (
    drop_id uuid not null,
    id uuid not null,
    size text not null,
    shopper_id uuid not null,
    slot integer not null check (slot between 1 and 100),
    status text not null check (status in ('active', 'purchased', 'released', 'expired')),
    expires_at timestamptz not null,
    created_at timestamptz not null,
    primary key (drop_id, id)
  ) with (fillfactor = 80)`,
  // A shopper's pairs of a drop are numbered 1 to the limit, and no number is given twice.
  `create unique index reservation_slot on reservation (drop_id, shopper_id, slot)
    where status in ('active', 'purchased')`,
  `create index reservation_due on reservation (drop_id, expires_at) where status = 'active'`,
  `create index reservation_of_shopper on reservation (shopper_id, created_at)`,
  `create function refuse_change() returns trigger language plpgsql as $$
    begin raise exception '% of % is final', tg_op, tg_table_name using errcode = '23000'; end $$`,
  `create trigger finished_reservation_is_final before update on reservation
    for each row when (old.status <> 'active') execute function refuse_change()`,

  // One command, one outcome, one log.
  `create table outcome (
    drop_id uuid not null,
    seq bigint not null check (seq > 0),
    command_id uuid not null unique,
    kind text not null,
    shopper_id uuid not null,
    payload text not null,
    result jsonb not null check (result->>'status' in ('accepted', 'refused')),
    received_at timestamptz not null,
    decided_at timestamptz not null,
    primary key (drop_id, seq)
  )`,
  `create index outcome_of_shopper on outcome (shopper_id, drop_id, seq)`,
  `create trigger outcome_is_final before update or delete on outcome
    for each row execute function refuse_change()`,

  `create table purchase (
    drop_id uuid not null,
    id uuid not null,
    reservation_id uuid not null,
    shopper_id uuid not null,
    size text not null,
    price_cents integer not null check (price_cents >= 0),
    currency text not null,
    purchased_at timestamptz not null,
    primary key (drop_id, id),
    unique (drop_id, reservation_id),
    foreign key (drop_id, reservation_id) references reservation (drop_id, id)
  )`,
  `create index purchase_recent on purchase (drop_id, purchased_at desc)`,
  `create index purchase_of_shopper on purchase (shopper_id, purchased_at)`,
  `create trigger purchase_is_final before update or delete on purchase
    for each row execute function refuse_change()`,

  `create table dead_letter (
    id uuid primary key,
    drop_id uuid not null,
    command_id uuid not null,
    command jsonb not null,
    error text not null,
    created_at timestamptz not null default clock_timestamp()
  )`,

  `create table audit (
    singleton boolean primary key default true check (singleton),
    audited_at timestamptz not null,
    drift integer not null,
    findings jsonb not null
  )`,
];
