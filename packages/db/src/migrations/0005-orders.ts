import { sql } from 'kysely';
import type { Kysely } from 'kysely';

/**
 * Several pairs bought as one: orders with their lines and their money, what the provider tells, and dead letters of every
 * kind. The constraints say again what the rules of orders say.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  // A pair that is being paid for: its own clock stands still, since when and with how much on it.
  `alter table reservation
    add column order_id uuid,
    add column stopped_at timestamptz,
    add column left_ms integer check (left_ms >= 0),
    add column command_id uuid,
    drop constraint reservation_status_check,
    add constraint reservation_status_check
      check (status in ('active', 'paying', 'purchased', 'released', 'expired')),
    add constraint paying_for_an_order check (
      status <> 'paying' or (order_id is not null and stopped_at is not null and left_ms is not null)),
    add constraint active_for_no_order check (status <> 'active' or order_id is null)`,
  `drop index reservation_slot`,
  `create unique index reservation_slot on reservation (drop_id, shopper_id, slot)
    where status in ('active', 'paying', 'purchased')`,
  // One index for what is due and for what is live: what is being paid for is due much later.
  `drop index reservation_due`,
  `create index reservation_live on reservation (drop_id, expires_at)
    where status in ('active', 'paying')`,
  `create index reservation_paying on reservation (order_id) where status = 'paying'`,
  // The pairs of a reserve that asked for several, but for the first, which has the command's own id.
  `create index reservation_by_id on reservation (id) where command_id is not null`,
  `drop trigger finished_reservation_is_final on reservation`,
  `create trigger finished_reservation_is_final before update on reservation
    for each row when (old.status not in ('active', 'paying')) execute function refuse_change()`,
  `create function refuse_leaving_the_order() returns trigger language plpgsql as $$
    begin
      raise exception 'reservation % is paid for by order %', old.id, old.order_id using errcode = '23000';
    end $$`,
  // It goes on, is bought or goes back, and what becomes of it becomes of it in its order.
  `create trigger paying_reservation_stays_with_its_order before update on reservation
    for each row when (old.status = 'paying' and not (
      (new.status = 'active' and new.order_id is null)
      or (new.status in ('paying', 'purchased', 'expired') and new.order_id = old.order_id)))
    execute function refuse_leaving_the_order()`,

  `create table "order" (
    id uuid primary key,
    shopper_id uuid not null references shopper,
    status text not null check (status in ('placed', 'paying', 'in_doubt', 'completed', 'refused',
      'declined', 'cancelled', 'expired', 'refunded')),
    step text not null check (step in ('hold', 'pay', 'capture', 'settle', 'resume', 'expire', 'doubt',
      'reclaim', 'give_back', 'refund', 'restock', 'done')),
    "end" text,
    reason text,
    total_cents integer not null check (total_cents >= 0),
    currency text not null check (currency ~ '^[A-Z]{3}$'),
    received_at timestamptz not null,
    placed_at timestamptz not null default clock_timestamp(),
    pay_by timestamptz,
    completed_at timestamptz,
    refunded_at timestamptz,
    cancel_wished boolean not null default false,
    restock boolean not null default false,
    refund_reason text,
    version integer not null default 1,
    -- When a worker is to look at it next. Null when there is nothing to do, or when people must look first.
    due_at timestamptz default clock_timestamp(),
    attempts integer not null default 0,
    updated_at timestamptz not null default clock_timestamp(),
    constraint over_when_done check (step <> 'done' or status not in ('placed', 'paying', 'in_doubt'))
  ) with (fillfactor = 70)`,
  `create index order_due on "order" (due_at) where due_at is not null`,
  `create index order_of_shopper on "order" (shopper_id, placed_at desc, id)`,
  `create index order_placed_at on "order" (placed_at desc, id)`,
  `create index order_updated_at on "order" (updated_at)`,

  `create table order_line (
    order_id uuid not null references "order",
    line integer not null,
    drop_id uuid not null references "drop",
    -- The reservation that was in the bag, and the one that stands for it when the pair had to be found anew.
    bag_reservation_id uuid not null,
    reservation_id uuid not null,
    size text not null,
    price_cents integer not null check (price_cents >= 0),
    stands text not null check (stands in ('placed', 'held', 'bought', 'back', 'refused', 'restocked')),
    -- While the order may still buy or has bought the pair, no other order may.
    live boolean not null default true,
    primary key (order_id, line)
  )`,
  `create unique index one_order_per_reservation on order_line (drop_id, bag_reservation_id) where live`,
  `create index order_line_of_drop on order_line (drop_id, order_id)`,

  `create table payment (
    order_id uuid primary key references "order",
    provider text not null check (provider in ('sandbox', 'stripe')),
    status text not null check (status in ('due', 'pending', 'authorised', 'captured', 'declined',
      'cancelled', 'refunded')),
    method text,
    provider_id text unique,
    paid_with text,
    client_secret text,
    amount_cents integer not null check (amount_cents >= 0),
    updated_at timestamptz not null default clock_timestamp()
  )`,

  `alter table purchase add column order_id uuid`,
  `create index purchase_of_order on purchase (order_id) where order_id is not null`,
  // A purchase by an order needs a pair that this order was paying for.
  `create function check_purchase_of_order() returns trigger language plpgsql as $$
    begin
      perform from reservation r where r.drop_id = new.drop_id and r.id = new.reservation_id
        and r.order_id = new.order_id and r.shopper_id = new.shopper_id and r.status = 'purchased';
      if not found then
        raise exception 'purchase % is of no pair of order %', new.id, new.order_id using errcode = '23000';
      end if;
      return null;
    end $$`,
  `create constraint trigger purchase_of_its_order after insert on purchase
    for each row when (new.order_id is not null) execute function check_purchase_of_order()`,
  // An order is completed when its money is taken and every line of it is bought: never one without the other.
  `create function check_completed_order() returns trigger language plpgsql as $$
    declare
      unbought integer;
    begin
      select count(*) into unbought from order_line l where l.order_id = new.id and not exists (
        select from purchase p where p.drop_id = l.drop_id and p.reservation_id = l.reservation_id
          and p.order_id = new.id);
      if unbought > 0 or not exists (
        select from payment where order_id = new.id and status = 'captured') then
        raise exception 'order % is not paid or not bought', new.id using errcode = '23000';
      end if;
      return null;
    end $$`,
  `create constraint trigger completed_order_is_paid_and_bought after update on "order"
    deferrable initially deferred
    for each row when (new.status = 'completed' and old.status <> 'completed')
    execute function check_completed_order()`,

  // What the provider tells by itself: each event once.
  `create table payment_event (
    provider text not null,
    event_id text not null,
    order_id uuid,
    payload jsonb not null,
    received_at timestamptz not null default clock_timestamp(),
    processed_at timestamptz,
    primary key (provider, event_id)
  )`,
  `create index payment_event_waiting on payment_event (received_at) where processed_at is null`,

  // The sandbox's own memory: it stands for a provider that is somewhere else.
  `create table sandbox_charge (
    order_id uuid primary key,
    method text not null,
    amount_cents integer not null,
    currency text not null,
    created_at timestamptz not null default clock_timestamp(),
    answers_at timestamptz,
    captured_at timestamptz,
    cancelled_at timestamptz,
    refunded_at timestamptz,
    events_left integer not null,
    check (captured_at is null or cancelled_at is null),
    check (refunded_at is null or captured_at is not null)
  )`,
  `create index sandbox_charge_to_tell on sandbox_charge (answers_at) where events_left > 0`,

  // Dead letters of every kind. What commands need stays as it was.
  `alter table dead_letter
    alter column drop_id drop not null,
    alter column command_id drop not null,
    alter column command drop not null,
    add column kind text not null default 'command'
      check (kind in ('command', 'expiry', 'webhook', 'reading', 'call', 'order', 'payment')),
    add column status text not null default 'waiting' check (status in ('waiting', 'retried', 'discarded')),
    add column subject text,
    add column order_id uuid,
    add column payload jsonb,
    add column history jsonb not null default '[]',
    add column attempts integer not null default 0,
    add column announced_at timestamptz,
    add column resolved_at timestamptz,
    add constraint command_letters_are_of_a_command check (
      kind <> 'command' or (drop_id is not null and command_id is not null and command is not null))`,
  `create unique index dead_letter_once on dead_letter (kind, subject)
    where status = 'waiting' and subject is not null`,
  `create index dead_letter_waiting on dead_letter (created_at) where status = 'waiting'`,
  `create index dead_letter_created_at on dead_letter (created_at desc, id)`,
];
