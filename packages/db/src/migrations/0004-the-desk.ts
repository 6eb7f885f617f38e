import { sql } from 'kysely';
import type { Kysely } from 'kysely';

/** The inventory desk: what stores have, as taps tell it, and what is done about it. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  `alter table shopper drop constraint shopper_role_check,
    add constraint shopper_role_check check (role in ('shopper', 'merchant', 'inventory'))`,

  // Dead letters are of commands, of readings and of calls to the webhook.
  `alter table dead_letter alter drop_id drop not null, alter command_id drop not null,
    add subject text not null default 'command' check (subject in ('command', 'reading', 'call'))`,

  // How far the desk has come: everything that changes takes the next number, in the order of the commits.
  `create table desk (
    singleton boolean primary key default true check (singleton),
    seq bigint not null default 0
  )`,
  `insert into desk default values`,

  `create table store (
    id integer generated always as identity primary key,
    name text not null unique check (char_length(name) between 1 and 80),
    since timestamptz not null default clock_timestamp()
  )`,
  `create table model (
    id integer generated always as identity primary key,
    name text not null unique check (char_length(name) between 1 and 80),
    since timestamptz not null default clock_timestamp()
  )`,

  `create table tap (
    id integer generated always as identity primary key,
    name text not null unique check (char_length(name) between 1 and 60),
    url text not null,
    source text not null check (source in ('merchant', 'environment')),
    enabled boolean not null default true,
    state text not null default 'down' check (state in ('live', 'down', 'off')),
    state_since timestamptz not null default clock_timestamp(),
    heard_at timestamptz,
    readings bigint not null default 0,
    bad bigint not null default 0,
    connections integer not null default 0,
    overtaken bigint not null default 0,
    last_error text
  )`,
  `create table bad_reading (
    id bigint generated always as identity primary key,
    tap_id integer not null references tap on delete cascade,
    at timestamptz not null default clock_timestamp(),
    reason text not null,
    text text not null
  )`,
  `create index bad_reading_of_tap on bad_reading (tap_id, id)`,

  // No foreign keys: stores and models are never deleted, and readings come by the thousand.
  `create table shelf (
    store_id integer not null,
    model_id integer not null,
    inventory integer not null check (inventory >= 0),
    stamp bigint not null,
    since bigint not null,
    weighed double precision not null check (weighed >= 0),
    mark text not null check (mark in ('ok', 'low', 'high')),
    primary key (store_id, model_id)
  ) with (fillfactor = 70)`,
  `create index shelf_of_model on shelf (model_id, store_id)`,
  `create index shelf_marked on shelf (mark, model_id, store_id) where mark <> 'ok'`,

  // Partitions are made ahead and dropped by the worker; see queries/desk/partitions.ts.
  `create table reading (
    store_id integer not null,
    model_id integer not null,
    stamp bigint not null,
    day date not null,
    inventory integer not null check (inventory >= 0),
    tap_id integer,
    seq bigint not null,
    primary key (store_id, model_id, stamp, day)
  ) partition by range (day)`,
  `create index reading_seq on reading (seq)`,
  `create function make_reading_day(day date) returns void language plpgsql as $$
    begin
      execute format('create table if not exists %I partition of reading for values from (%L) to (%L)',
        'reading_' || to_char(day, 'YYYYMMDD'), day, day + 1);
    end $$`,
  `create function drop_reading_day(day date) returns void language plpgsql as $$
    begin execute format('drop table if exists %I', 'reading_' || to_char(day, 'YYYYMMDD')); end $$`,

  `create table threshold (
    id integer generated always as identity primary key,
    store_id integer,
    model_id integer,
    low integer check (low >= 0),
    high integer check (high >= 0),
    margin integer not null check (margin >= 1),
    check (store_id is null or model_id is not null),
    check (low < high),
    unique nulls not distinct (model_id, store_id)
  )`,
  // Shelves to be looked at again because their limits have changed; how far that has come.
  `create table judging (
    id integer generated always as identity primary key,
    store_id integer,
    model_id integer,
    after_store_id integer not null default 0,
    after_model_id integer not null default 0
  )`,

  `create table alert (
    id uuid primary key,
    store_id integer not null,
    model_id integer not null,
    kind text not null check (kind in ('low', 'high')),
    status text not null check (status in ('raised', 'acknowledged', 'cleared')),
    limit_reached integer not null,
    inventory integer not null check (inventory >= 0),
    per_hour double precision not null,
    hours_left double precision,
    raised_at timestamptz not null,
    acknowledged_at timestamptz,
    acknowledged_by text,
    cleared_at timestamptz,
    seq bigint not null,
    check ((status = 'cleared') = (cleared_at is not null)),
    check (status <> 'acknowledged' or acknowledged_at is not null)
  )`,
  `create unique index alert_of_shelf on alert (store_id, model_id) where status <> 'cleared'`,
  `create index alert_seq on alert (seq)`,
  `create trigger cleared_alert_is_final before update on alert
    for each row when (old.status = 'cleared') execute function refuse_change()`,

  `create table transfer (
    number bigint generated always as identity primary key,
    id uuid not null unique,
    model_id integer not null references model,
    from_store_id integer not null references store,
    to_store_id integer not null references store,
    status text not null check (status in ('requested', 'in_transit', 'received', 'cancelled')),
    requested integer not null check (requested > 0),
    sent integer not null default 0 check (sent between 0 and requested),
    received integer not null default 0 check (received >= 0),
    missing integer not null default 0 check (missing >= 0),
    reason text not null,
    requested_by text not null,
    requested_at timestamptz not null default clock_timestamp(),
    sent_at timestamptz,
    received_at timestamptz,
    seq bigint not null,
    check (from_store_id <> to_store_id),
    constraint every_pair_is_in_one_place check (case status
      when 'in_transit' then sent > received + missing
      when 'received' then sent > 0 and sent = received + missing
      else sent = 0 and received = 0 and missing = 0 end)
  )`,
  `create index transfer_open on transfer (model_id) where status in ('requested', 'in_transit')`,
  `create index transfer_seq on transfer (seq)`,
  `create trigger ended_transfer_is_final before update on transfer
    for each row when (old.status in ('received', 'cancelled')) execute function refuse_change()`,
  `create table dismissal (
    model_id integer not null,
    from_store_id integer not null,
    to_store_id integer not null,
    until timestamptz not null,
    primary key (model_id, from_store_id, to_store_id)
  )`,

  `create table webhook (
    singleton boolean primary key default true check (singleton),
    url text not null,
    secret text not null,
    source text not null check (source in ('merchant', 'environment')),
    last_delivered_at timestamptz,
    last_error text
  )`,
  // The outbox of the webhook: written with what it tells of, deleted when it is delivered.
  `create table webhook_call (
    id uuid primary key,
    body text not null,
    attempts integer not null default 0,
    dead boolean not null default false,
    due_at timestamptz not null default clock_timestamp(),
    last_error text
  )`,
  `create index webhook_call_due on webhook_call (due_at) where not dead`,
];
