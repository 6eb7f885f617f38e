import { payloadOf } from '@lastpair/contracts';
import type { Command, Decision } from '@lastpair/contracts';
import type { DropState, Held } from '@lastpair/domain';
import { sql } from 'kysely';
import type { Transaction } from '../connect.ts';

/** A command with what was decided of it and the place it takes in the drop's log. */
export type Logged = { seq: number; command: Command; decision: Decision };

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

/** Which reservations the clock is to take: those this long past their deadline, or none when null. */
export type DueOptions = {
  dueForMs: number | null;
  skip?: readonly string[] | undefined;
  only?: readonly string[] | undefined;
};

/**
 * Locks the drop until the transaction ends and loads what the commands speak of and, if `dueForMs` is
 * not null, the active reservations that are past their deadline by that much, but for those to `skip` and of
 * those alone that are named in `only`. Undefined when there is no such drop.
 *
 * NO KEY UPDATE: readers and foreign keys are not in its way. The load is a statement of its own, because
 * under READ COMMITTED only a new statement sees what the previous holder of the lock committed.
 */
export async function lockDrop(
  trx: Transaction,
  dropId: string,
  commands: readonly Command[],
  { dueForMs, skip = [], only }: DueOptions,
): Promise<LoadedDrop | undefined> {
  const locked = await sql`select 1 from "drop" where id = ${dropId} for no key update`.execute(
    trx,
  );
  if (locked.rows.length === 0) return undefined;

  const reservationIds = commands.flatMap((command) =>
    'reservationId' in command ? [command.reservationId] : [],
  );
  const shopperIds = [...new Set(commands.flatMap((c) => (takesSlot(c) ? [c.shopperId] : [])))];
  const commandIds = commands.map(({ commandId }) => commandId);

  const { rows } = await sql<LoadedRow>`
    with clock as materialized (select clock_timestamp() as now)
    select d.status, d.seq, d.hold_seconds, d.limit_per_shopper, p.price_cents, p.currency,
      ${epochMs(sql`d.opens_at`)} as opens_at,
      ${epochMs(sql`clock.now`)} as now,
      (select json_agg(json_build_array(s.size, s.total, s.available, s.reserved, s.sold))
        from drop_size s where s.drop_id = d.id) as sizes,
      (select json_agg(json_build_array(r.id, r.size, r.shopper_id, r.slot, r.status, ${epochMs(sql`r.expires_at`)},
          r.order_id, ${epochMs(sql`r.stopped_at`)}, r.left_ms))
        from unnest(${reservationIds}::uuid[]) as asked(id)
        join reservation r on r.drop_id = d.id and r.id = asked.id) as reservations,
      (select json_agg(json_build_array(r.shopper_id, r.slot))
        from unnest(${shopperIds}::uuid[]) as asked(id)
        join reservation r on r.drop_id = d.id and r.shopper_id = asked.id
          and r.status in ('active', 'paying', 'purchased')) as slots,
      (select json_agg(o.command_id)
        from unnest(${commandIds}::uuid[]) as asked(id)
        join outcome o on o.command_id = asked.id) as decided,
      (select json_agg(json_build_array(r.id, r.size, r.shopper_id, r.slot, r.status, ${epochMs(sql`r.expires_at`)}))
        from (select * from reservation r
          where ${dueForMs !== null} and r.drop_id = d.id and r.status = 'active'
            and r.expires_at <= clock.now - make_interval(secs => ${(dueForMs ?? 0) / 1000})
            and r.id <> all(${[...skip]}::uuid[])
            and (${only === undefined} or r.id = any(${[...(only ?? [])]}::uuid[]))
          order by r.expires_at limit ${DUE_PER_BATCH}) as r) as due
    from "drop" d join product p on p.id = d.product_id, clock
    where d.id = ${dropId}`.execute(trx);
  const row = rows[0];
  if (!row) return undefined;

  const reservations = new Map((row.reservations ?? []).map(toHeld));
  for (const due of row.due ?? []) {
    if (!reservations.has(due[0])) reservations.set(...toHeld(due));
  }
  const slots = new Map<string, Set<number>>();
  for (const [shopperId, slot] of row.slots ?? []) {
    const taken = slots.get(shopperId);
    if (taken) taken.add(slot);
    else slots.set(shopperId, new Set([slot]));
  }

  return {
    seq: row.seq,
    now: row.now,
    decided: new Set(row.decided ?? []),
    due: (row.due ?? []).map(([reservationId, , shopperId]) => ({ reservationId, shopperId })),
    state: {
      id: dropId,
      status: row.status,
      opensAt: row.opens_at,
      holdSeconds: row.hold_seconds,
      limitPerShopper: row.limit_per_shopper,
      priceCents: row.price_cents,
      currency: row.currency,
      sizes: new Map(
        (row.sizes ?? []).map(([size, total, available, reserved, sold]) => [
          size,
          { total, available, reserved, sold },
        ]),
      ),
      reservations,
      slots,
    },
  };
}

type HeldRow = [
  id: string,
  size: string,
  shopperId: string,
  slot: number,
  status: Held['status'],
  expiresAt: number,
  orderId?: string | null,
  stoppedAt?: number | null,
  leftMs?: number | null,
];

type LoadedRow = {
  status: DropState['status'];
  seq: number;
  hold_seconds: number;
  limit_per_shopper: number;
  price_cents: number;
  currency: string;
  opens_at: number | null;
  now: number;
  sizes: [string, number, number, number, number][] | null;
  reservations: HeldRow[] | null;
  slots: [string, number][] | null;
  decided: string[] | null;
  due: HeldRow[] | null;
};

function toHeld(row: HeldRow): [string, Held] {
  const [id, size, shopperId, slot, status, expiresAt, orderId, stoppedAt, leftMs] = row;
  const held: Held = { size, shopperId, slot, status, expiresAt };
  if (orderId && stoppedAt != null && leftMs != null) {
    Object.assign(held, { orderId, stoppedAt, leftMs });
  }
  return [id, held];
}

/** Whether a command takes one of its shopper's numbers, so that the rules must know those that are taken. */
const takesSlot = ({ kind }: Command): boolean =>
  kind === 'reserve' || kind === 'reserve_many' || kind === 'reclaim';

const epochMs = (time: ReturnType<typeof sql>) => sql`(extract(epoch from ${time}) * 1000)::bigint`;

/**
 * Writes a decided batch in one statement: the log, new and ended reservations, purchases, the counters of
 * the sizes that changed, and the drop with its new `seq`. `drop` is the state after the whole batch.
 * The constraints throw if what it says cannot be.
 */
export async function writeBatch(
  trx: Transaction,
  drop: DropState,
  logged: readonly Logged[],
  now: number,
): Promise<void> {
  const last = logged.at(-1);
  if (!last) return;

  const made: { id: string; held: Held; commandId: string | null }[] = [];
  const changed = new Map<string, Held>();
  const bought: Bought[] = [];
  const touched = new Set<string>();
  const madeIds = new Set<string>();

  for (const { command, decision } of logged) {
    if (decision.status === 'refused') continue;
    const { event } = decision;
    if ('size' in event) touched.add(event.size);
    if (event.type === 'reserved_many') {
      for (const { reservationId: id, size } of event.pairs) {
        const commandId = id === command.commandId ? null : command.commandId;
        made.push({ id, held: heldOf(drop, id), commandId });
        madeIds.add(id);
        touched.add(size);
      }
    }
    if (!('reservationId' in event)) continue;
    const { reservationId } = event;
    const held = heldOf(drop, reservationId);
    if (event.type === 'reserved' || event.type === 'reclaimed') {
      // Written with the status it has after the whole batch, which may have ended it already.
      made.push({ id: reservationId, held, commandId: null });
      madeIds.add(reservationId);
      continue;
    }
    if (!madeIds.has(reservationId)) changed.set(reservationId, held);
    if (event.type === 'purchased') {
      const { purchaseId: id, size, orderId = null } = event;
      bought.push({ id, reservationId, shopperId: command.shopperId, size, orderId });
    }
  }
  const ended = [...changed].map(([id, held]) => ({ id, held }));
  const counts = [...touched].map((size) => ({ size, ...drop.sizes.get(size) }));

  await sql`
    with logged as (
      insert into outcome
        (drop_id, seq, command_id, kind, shopper_id, payload, result, received_at, decided_at)
      select ${drop.id}::uuid, o.seq, o.command_id, o.kind, o.shopper_id, o.payload, o.result,
        ${toTime(sql`o.received_at`)}, ${toTime(sql`${now}::bigint`)}
      from unnest(
        ${logged.map(({ seq }) => seq)}::bigint[],
        ${logged.map(({ command }) => command.commandId)}::uuid[],
        ${logged.map(({ command }) => command.kind)}::text[],
        ${logged.map(({ command }) => command.shopperId)}::uuid[],
        ${logged.map(({ command }) => payloadOf(command))}::text[],
        ${logged.map(({ decision }) => JSON.stringify(decision))}::jsonb[],
        ${logged.map(({ command }) => command.receivedAt)}::bigint[]
      ) as o(seq, command_id, kind, shopper_id, payload, result, received_at)
    ), made as (
      insert into reservation (drop_id, id, size, shopper_id, slot, status, expires_at, created_at,
        order_id, stopped_at, left_ms, command_id)
      select ${drop.id}::uuid, r.id, r.size, r.shopper_id, r.slot, r.status,
        ${toTime(sql`r.expires_at`)}, ${toTime(sql`${now}::bigint`)},
        r.order_id, ${toTime(sql`r.stopped_at`)}, r.left_ms, r.command_id
      from unnest(
        ${made.map(({ id }) => id)}::uuid[],
        ${made.map(({ held }) => held.size)}::text[],
        ${made.map(({ held }) => held.shopperId)}::uuid[],
        ${made.map(({ held }) => held.slot)}::int[],
        ${made.map(({ held }) => held.status)}::text[],
        ${made.map(({ held }) => held.expiresAt)}::bigint[],
        ${made.map(({ held }) => held.orderId ?? null)}::uuid[],
        ${made.map(({ held }) => held.stoppedAt ?? null)}::bigint[],
        ${made.map(({ held }) => held.leftMs ?? null)}::int[],
        ${made.map(({ commandId }) => commandId)}::uuid[]
      ) as r(id, size, shopper_id, slot, status, expires_at, order_id, stopped_at, left_ms, command_id)
    ), ended as (
      update reservation r set status = e.status, expires_at = ${toTime(sql`e.expires_at`)},
        order_id = e.order_id, stopped_at = ${toTime(sql`e.stopped_at`)}, left_ms = e.left_ms
      from unnest(
        ${ended.map(({ id }) => id)}::uuid[],
        ${ended.map(({ held }) => held.status)}::text[],
        ${ended.map(({ held }) => held.expiresAt)}::bigint[],
        ${ended.map(({ held }) => held.orderId ?? null)}::uuid[],
        ${ended.map(({ held }) => held.stoppedAt ?? null)}::bigint[],
        ${ended.map(({ held }) => held.leftMs ?? null)}::int[]
      ) as e(id, status, expires_at, order_id, stopped_at, left_ms)
      where r.drop_id = ${drop.id}::uuid and r.id = e.id
    ), bought as (
      insert into purchase
        (drop_id, id, reservation_id, shopper_id, size, price_cents, currency, purchased_at, order_id)
      select ${drop.id}::uuid, b.id, b.reservation_id, b.shopper_id, b.size,
        ${drop.priceCents}::int, ${drop.currency}, ${toTime(sql`${now}::bigint`)}, b.order_id
      from unnest(
        ${bought.map(({ id }) => id)}::uuid[],
        ${bought.map(({ reservationId }) => reservationId)}::uuid[],
        ${bought.map(({ shopperId }) => shopperId)}::uuid[],
        ${bought.map(({ size }) => size)}::text[],
        ${bought.map(({ orderId }) => orderId)}::uuid[]
      ) as b(id, reservation_id, shopper_id, size, order_id)
    ), counted as (
      update drop_size s
      set total = c.total, available = c.available, reserved = c.reserved, sold = c.sold
      from unnest(
        ${counts.map(({ size }) => size)}::text[],
        ${counts.map(({ total }) => total)}::int[],
        ${counts.map(({ available }) => available)}::int[],
        ${counts.map(({ reserved }) => reserved)}::int[],
        ${counts.map(({ sold }) => sold)}::int[]
      ) as c(size, total, available, reserved, sold)
      where s.drop_id = ${drop.id}::uuid and s.size = c.size
    )
    update "drop" set seq = ${last.seq}, status = ${drop.status},
      opens_at = ${toTime(sql`${drop.opensAt}::bigint`)}
    where id = ${drop.id}::uuid`.execute(trx);
}

type Bought = {
  id: string;
  reservationId: string;
  shopperId: string;
  size: string;
  orderId: string | null;
};

function heldOf(drop: DropState, reservationId: string): Held {
  const held = drop.reservations.get(reservationId);
  if (!held) throw new Error(`reservation ${reservationId} is not in the state it was decided on`);
  return held;
}

const toTime = (epoch: ReturnType<typeof sql>) => sql`to_timestamp(${epoch} / 1000.0)`;
