import { payloadOf } from '@lastpair/contracts';
import type { Command, Decision } from '@lastpair/contracts';
import type { DropState, Held } from '@lastpair/domain';
import type { Run, Statement } from './open-hand.ts';
import type { Value } from './parameters.ts';

/** A command with what was decided of it and the place it takes in the drop's log. */
export type Logged = { seq: number; command: Command; decision: Decision };

const LOG: Statement = {
  name: 'log',
  text: `
    insert into outcome
      (drop_id, seq, command_id, kind, shopper_id, payload, result, received_at, decided_at)
    select unnest($2::uuid[]), unnest($3::bigint[]), unnest($4::uuid[]), unnest($5::text[]),
      unnest($6::uuid[]), unnest($7::text[]), unnest($8::jsonb[]), unnest($9::timestamptz[]),
      $1::timestamptz`,
};

const MADE: Statement = {
  name: 'made',
  text: `
    insert into reservation (drop_id, id, size, shopper_id, slot, status, expires_at, created_at)
    select unnest($2::uuid[]), unnest($3::uuid[]), unnest($4::text[]), unnest($5::uuid[]),
      unnest($6::int[]), unnest($7::text[]), unnest($8::timestamptz[]), $1::timestamptz`,
};

/** Pairs that an order pays for from the start, and those of a reserve of several that have ids of their own. */
const MADE_ALSO: Statement = {
  name: 'made-also',
  text: `
    insert into reservation (drop_id, id, size, shopper_id, slot, status, expires_at, created_at,
      order_id, stopped_at, left_ms, command_id)
    select unnest($2::uuid[]), unnest($3::uuid[]), unnest($4::text[]), unnest($5::uuid[]),
      unnest($6::int[]), unnest($7::text[]), unnest($8::timestamptz[]), $1::timestamptz,
      unnest($9::uuid[]), unnest($10::timestamptz[]), unnest($11::int[]), unnest($12::uuid[])`,
};

/** Pairs whose clock stops for an order, goes on, or ends by it. */
const STOPPED: Statement = {
  name: 'stopped',
  text: `
    update reservation r set status = e.status, expires_at = e.expires_at,
      order_id = e.order_id, stopped_at = e.stopped_at, left_ms = e.left_ms
    from (
      select unnest($1::uuid[]) as drop_id, unnest($2::uuid[]) as id, unnest($3::text[]) as status,
        unnest($4::timestamptz[]) as expires_at, unnest($5::uuid[]) as order_id,
        unnest($6::timestamptz[]) as stopped_at, unnest($7::int[]) as left_ms
    ) as e
    cross join lateral (
      select h.ctid from reservation h where h.drop_id = e.drop_id and h.id = e.id limit 1
    ) as here
    where r.ctid = here.ctid`,
};

/** By place, so that each row is found by one look into the index; under the drop's lock none can move. */
const ENDED: Statement = {
  name: 'ended',
  text: `
    update reservation r set status = e.status
    from (
      select unnest($1::uuid[]) as drop_id, unnest($2::uuid[]) as id, unnest($3::text[]) as status
    ) as e
    cross join lateral (
      select h.ctid from reservation h where h.drop_id = e.drop_id and h.id = e.id limit 1
    ) as here
    where r.ctid = here.ctid`,
};

const BOUGHT: Statement = {
  name: 'bought',
  text: `
    insert into purchase
      (drop_id, id, reservation_id, shopper_id, size, price_cents, currency, purchased_at, order_id)
    select unnest($2::uuid[]), unnest($3::uuid[]), unnest($4::uuid[]), unnest($5::uuid[]),
      unnest($6::text[]), unnest($7::int[]), unnest($8::text[]), $1::timestamptz,
      unnest($9::uuid[])`,
};

const COUNTED: Statement = {
  name: 'counted',
  text: `
    update drop_size s
    set total = c.total, available = c.available, reserved = c.reserved, sold = c.sold
    from (
      select unnest($1::uuid[]) as drop_id, unnest($2::text[]) as size, unnest($3::int[]) as total,
        unnest($4::int[]) as available, unnest($5::int[]) as reserved, unnest($6::int[]) as sold
    ) as c
    where s.drop_id = c.drop_id and s.size = c.size`,
};

const ADVANCED: Statement = {
  name: 'advanced',
  text: `
    update "drop" d set seq = a.seq, status = a.status, opens_at = a.opens_at
    from (
      select unnest($1::uuid[]) as id, unnest($2::bigint[]) as seq, unnest($3::text[]) as status,
        unnest($4::timestamptz[]) as opens_at
    ) as a
    where d.id = a.id`,
};

/** What was decided of one drop: its new rows of the log, and its state after them. */
export type Decided = { state: DropState; logged: readonly Logged[] };

/**
 * Sends all that a decided batch changes: the log, new and ended reservations, purchases, the counters of the sizes
 * that changed, and the drops with their new seq. The transaction fails if the constraints say that it cannot be.
 */
export function writeBatch(run: Run, decided: readonly Decided[], now: number): void {
  const at = new Date(now);
  const changed = decided.filter(({ logged }) => logged.length > 0);
  if (changed.length === 0) return;
  const changes = changed.map(({ state, logged }) => changesOf(state, logged));
  const logged = changed.flatMap((each) => each.logged);
  const ended = changes.flatMap((each) => each.ended);
  const made = changes.flatMap((each) => each.made);
  const madeAlso = changes.flatMap((each) => each.madeAlso);
  const stopped = changes.flatMap((each) => each.stopped);
  const bought = changes.flatMap((each) => each.bought);
  const counts = changes.flatMap((each) => each.counts);

  void run(LOG, [
    at,
    logged.map(({ command }) => command.dropId),
    logged.map(({ seq }) => seq),
    logged.map(({ command }) => command.commandId),
    logged.map(({ command }) => command.kind),
    logged.map(({ command }) => command.shopperId),
    logged.map(({ command }) => payloadOf(command)),
    logged.map(({ decision }) => JSON.stringify(decision)),
    logged.map(({ command }) => command.receivedAt),
  ]);
  // First, because the place that one of them leaves may be taken again in the same batch.
  if (ended.length > 0) {
    void run(ENDED, [
      ended.map(({ dropId }) => dropId),
      ended.map(({ id }) => id),
      ended.map(({ held }) => held.status),
    ]);
  }
  if (made.length > 0) void run(MADE, [at, ...pairsOf(made)]);
  if (madeAlso.length > 0) {
    void run(MADE_ALSO, [
      at,
      ...pairsOf(madeAlso),
      ...ordersOf(madeAlso),
      madeAlso.map(({ commandId }) => commandId),
    ]);
  }
  if (stopped.length > 0) {
    void run(STOPPED, [
      stopped.map(({ dropId }) => dropId),
      stopped.map(({ id }) => id),
      stopped.map(({ held }) => held.status),
      stopped.map(({ held }) => held.expiresAt),
      ...ordersOf(stopped),
    ]);
  }
  if (bought.length > 0) {
    void run(BOUGHT, [
      at,
      bought.map(({ dropId }) => dropId),
      bought.map(({ id }) => id),
      bought.map(({ reservationId }) => reservationId),
      bought.map(({ shopperId }) => shopperId),
      bought.map(({ size }) => size),
      bought.map(({ priceCents }) => priceCents),
      bought.map(({ currency }) => currency),
      bought.map(({ orderId }) => orderId),
    ]);
  }
  if (counts.length > 0) {
    void run(COUNTED, [
      counts.map(({ dropId }) => dropId),
      counts.map(({ size }) => size),
      counts.map(({ total }) => total),
      counts.map(({ available }) => available),
      counts.map(({ reserved }) => reserved),
      counts.map(({ sold }) => sold),
    ]);
  }
  void run(ADVANCED, [
    changed.map(({ state }) => state.id),
    changed.map((each) => each.logged.at(-1)!.seq),
    changed.map(({ state }) => state.status),
    changed.map(({ state }) => state.opensAt),
  ]);
}

type Changed = { dropId: string; id: string; held: Held };

const pairsOf = (made: readonly Changed[]): Value[] => [
  made.map(({ dropId }) => dropId),
  made.map(({ id }) => id),
  made.map(({ held }) => held.size),
  made.map(({ held }) => held.shopperId),
  made.map(({ held }) => held.slot),
  made.map(({ held }) => held.status),
  made.map(({ held }) => held.expiresAt),
];

/** For which order the clock of each stands still, since when and with how much on it. */
const ordersOf = (changed: readonly Changed[]): Value[] => [
  changed.map(({ held }) => held.orderId ?? null),
  changed.map(({ held }) => held.stoppedAt ?? null),
  changed.map(({ held }) => held.leftMs ?? null),
];

/** What the tables have to be told of a drop's accepted commands. */
function changesOf(drop: DropState, logged: readonly Logged[]) {
  const dropId = drop.id;
  const made: Changed[] = [];
  const madeAlso: (Changed & { commandId: string | null })[] = [];
  const ended: Changed[] = [];
  const stopped = new Map<string, Changed>();
  const bought: Bought[] = [];
  const touched = new Set<string>();
  const madeIds = new Set<string>();
  /** Written with the status it has after the whole batch, which may have ended it already. */
  const make = (id: string, commandId: string | null): void => {
    const held = heldOf(drop, id);
    if (held.orderId ?? commandId) madeAlso.push({ dropId, id, held, commandId });
    else made.push({ dropId, id, held });
    madeIds.add(id);
  };

  for (const { command, decision } of logged) {
    if (decision.status === 'refused') continue;
    const { event } = decision;
    if ('size' in event) touched.add(event.size);
    if (event.type === 'reserved_many') {
      for (const { reservationId: id, size } of event.pairs) {
        make(id, id === command.commandId ? null : command.commandId);
        touched.add(size);
      }
    }
    if (!('reservationId' in event)) continue;
    const { reservationId } = event;
    if (event.type === 'reserved' || event.type === 'reclaimed') {
      make(reservationId, null);
      continue;
    }
    const held = heldOf(drop, reservationId);
    const ofOrder = held.orderId !== undefined || event.type === 'resumed';
    if (madeIds.has(reservationId)) {
      // Made in this batch, so that all there is to say of it is said there.
    } else if (ofOrder || stopped.has(reservationId)) {
      stopped.set(reservationId, { dropId, id: reservationId, held });
    } else ended.push({ dropId, id: reservationId, held });
    if (event.type === 'purchased') {
      const { purchaseId: id, size, orderId = null } = event;
      const { shopperId } = command;
      const { priceCents, currency } = drop;
      bought.push({ dropId, id, reservationId, shopperId, size, priceCents, currency, orderId });
    }
  }
  const counts = [...touched].flatMap((size) => {
    const count = drop.sizes.get(size);
    return count ? [{ dropId, size, ...count }] : [];
  });
  return { made, madeAlso, ended, stopped: [...stopped.values()], bought, counts };
}

type Bought = {
  dropId: string;
  id: string;
  reservationId: string;
  shopperId: string;
  size: string;
  priceCents: number;
  currency: string;
  orderId: string | null;
};

function heldOf(drop: DropState, reservationId: string): Held {
  const held = drop.reservations.get(reservationId);
  if (!held) throw new Error(`reservation ${reservationId} is not in the state it was decided on`);
  return held;
}
