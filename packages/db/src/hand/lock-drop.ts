import type { Command } from '@lastpair/contracts';
import type { DropState, Held } from '@lastpair/domain';
import type { Run, Statement } from './open-hand.ts';

/** A drop as it is under the lock, with the one time by which everything in the batch is decided. */
export type LoadedDrop = {
  state: DropState;
  seq: number;
  /** Epoch milliseconds by Postgres, read after the lock was won. */
  now: number;
  /** Which of the batch's command ids have an outcome already, in this or another drop. */
  decided: Set<string>;
  /** Active reservations to expire now, oldest first, at most DUE_PER_BATCH. */
  due: { reservationId: string; shopperId: string }[];
};

/** Enough to restore ten thousand pairs in a few dozen milliseconds without one long transaction. */
export const DUE_PER_BATCH = 1_000;

/** NO KEY UPDATE: readers and foreign keys are not in its way. */
const LOCK: Statement = {
  name: 'lock',
  text: `select 1 from "drop" where id = $1 for no key update`,
};

/** Each LATERAL with a LIMIT or OFFSET is one look into an index for each id, whatever the planner thinks of the tables. */
const RESERVATIONS: Statement = {
  name: 'reservations',
  text: `
    select r.id, r.size, r.shopper_id, r.slot, r.status,
      (extract(epoch from r.expires_at) * 1000)::bigint as expires_at
    from unnest($2::uuid[]) as asked(id)
    cross join lateral (
      select * from reservation r where r.drop_id = $1 and r.id = asked.id limit 1
    ) as r`,
};

const SLOTS: Statement = {
  name: 'slots',
  text: `
    select r.shopper_id, r.slot
    from unnest($2::uuid[]) as asked(id)
    cross join lateral (
      select r.shopper_id, r.slot from reservation r
      where r.drop_id = $1 and r.shopper_id = asked.id and r.status in ('active', 'purchased')
      offset 0
    ) as r`,
};

const LAPSES: Statement = {
  name: 'lapses',
  text: `
    select asked.id as shopper_id, lapsed.count,
      (extract(epoch from lapsed.last_at) * 1000)::bigint as last_at
    from unnest($2::uuid[]) as asked(id)
    cross join lateral (
      select count(*) as count, max(r.expires_at) as last_at from reservation r
      where r.drop_id = $1 and r.shopper_id = asked.id and r.status = 'expired'
    ) as lapsed
    where lapsed.count > 0`,
};

const DECIDED: Statement = {
  name: 'decided',
  text: `
    select o.command_id
    from unnest($1::uuid[]) as asked(id)
    cross join lateral (
      select o.command_id from outcome o where o.command_id = asked.id limit 1
    ) as o`,
};

/** By the time of the statement, which an index can be asked for, while the clock itself may differ from row to row. */
const DUE: Statement = {
  name: 'due',
  text: `
    select r.id, r.size, r.shopper_id, r.slot, r.status,
      (extract(epoch from r.expires_at) * 1000)::bigint as expires_at
    from reservation r
    where r.drop_id = $1 and r.status = 'active'
      and r.expires_at <= statement_timestamp() - make_interval(secs => $2::float8 / 1000)
    order by r.expires_at limit ${DUE_PER_BATCH}`,
};

/** Last, so that its clock is not before the one that says what is due. */
const DROP: Statement = {
  name: 'drop',
  text: `
    select d.status, d.seq, d.hold_seconds, d.limit_per_shopper, p.price_cents, p.currency,
      (extract(epoch from d.opens_at) * 1000)::bigint as opens_at,
      (extract(epoch from clock_timestamp()) * 1000)::bigint as now,
      (select json_agg(json_build_array(s.size, s.total, s.available, s.reserved, s.sold))
        from drop_size s where s.drop_id = d.id) as sizes
    from "drop" d join product p on p.id = d.product_id
    where d.id = $1`,
};

/**
 * Locks the drop until the transaction ends and loads what the commands speak of and, if `dueForMs` is
 * not null, the active reservations that are past their deadline by that much; and, if there is a cooldown, what lapsed of
 * those who want to reserve. Undefined when there is no such drop.
 *
 * The look-ups are statements of their own, because under READ COMMITTED only a new statement sees what the previous
 * holder of the lock committed. They travel behind the lock, and Postgres takes them one after the other.
 */
export async function lockDrop(
  run: Run,
  dropId: string,
  commands: readonly Command[],
  { dueForMs, cooldownSeconds }: { dueForMs: number | null; cooldownSeconds: number },
): Promise<LoadedDrop | undefined> {
  const reservationIds = commands.flatMap((command) =>
    'reservationId' in command ? [command.reservationId] : [],
  );
  const shopperIds = new Set(commands.flatMap((c) => (c.kind === 'reserve' ? [c.shopperId] : [])));
  const commandIds = commands.map(({ commandId }) => commandId);

  const [, held, slots, lapses, decided, due, [drop]] = await Promise.all([
    run(LOCK, [dropId]),
    reservationIds.length > 0 ? run<HeldRow>(RESERVATIONS, [dropId, reservationIds]) : [],
    shopperIds.size > 0 ? run<SlotRow>(SLOTS, [dropId, [...shopperIds]]) : [],
    cooldownSeconds > 0 && shopperIds.size > 0
      ? run<LapsesRow>(LAPSES, [dropId, [...shopperIds]])
      : [],
    commandIds.length > 0 ? run<{ command_id: string }>(DECIDED, [commandIds]) : [],
    dueForMs === null ? [] : run<HeldRow>(DUE, [dropId, dueForMs]),
    run<DropRow>(DROP, [dropId]),
  ]);
  if (!drop) return undefined;

  return {
    seq: drop.seq,
    now: drop.now,
    decided: new Set(decided.map(({ command_id }) => command_id)),
    due: due.map((row) => ({ reservationId: row.id, shopperId: row.shopper_id })),
    state: {
      id: dropId,
      status: drop.status,
      opensAt: drop.opens_at,
      holdSeconds: drop.hold_seconds,
      limitPerShopper: drop.limit_per_shopper,
      cooldownSeconds,
      priceCents: drop.price_cents,
      currency: drop.currency,
      sizes: new Map(
        (drop.sizes ?? []).map(([size, total, available, reserved, sold]) => [
          size,
          { total, available, reserved, sold },
        ]),
      ),
      reservations: new Map([...due, ...held].map((row) => [row.id, toHeld(row)])),
      slots: toSlots(slots),
      lapses: new Map(
        lapses.map((row) => [row.shopper_id, { count: row.count, lastAt: row.last_at }]),
      ),
    },
  };
}

type HeldRow = {
  id: string;
  size: string;
  shopper_id: string;
  slot: number;
  status: Held['status'];
  expires_at: number;
};
type SlotRow = { shopper_id: string; slot: number };
type LapsesRow = { shopper_id: string; count: number; last_at: number };
type DropRow = {
  status: DropState['status'];
  seq: number;
  hold_seconds: number;
  limit_per_shopper: number;
  price_cents: number;
  currency: string;
  opens_at: number | null;
  now: number;
  sizes: [string, number, number, number, number][] | null;
};

const toHeld = ({ size, shopper_id, slot, status, expires_at }: HeldRow): Held => ({
  size,
  shopperId: shopper_id,
  slot,
  status,
  expiresAt: expires_at,
});

function toSlots(rows: readonly SlotRow[]): Map<string, Set<number>> {
  const slots = new Map<string, Set<number>>();
  for (const { shopper_id, slot } of rows) {
    const taken = slots.get(shopper_id);
    if (taken) taken.add(slot);
    else slots.set(shopper_id, new Set([slot]));
  }
  return slots;
}
