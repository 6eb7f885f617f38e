import { payloadOf } from '@lastpair/contracts';
import type { Command, Decision } from '@lastpair/contracts';
import type { DropState, Held } from '@lastpair/domain';
import type { Run, Statement } from './open-hand.ts';

/** A command with what was decided of it and the place it takes in the drop's log. */
export type Logged = { seq: number; command: Command; decision: Decision };

const LOG: Statement = {
  name: 'log',
  text: `
    insert into outcome
      (drop_id, seq, command_id, kind, shopper_id, payload, result, received_at, decided_at)
    select $1, o.seq, o.command_id, o.kind, o.shopper_id, o.payload, o.result,
      to_timestamp(o.received_at / 1000.0), to_timestamp($2::bigint / 1000.0)
    from unnest($3::bigint[], $4::uuid[], $5::text[], $6::uuid[], $7::text[], $8::jsonb[], $9::bigint[])
      as o(seq, command_id, kind, shopper_id, payload, result, received_at)`,
};

const MADE: Statement = {
  name: 'made',
  text: `
    insert into reservation (drop_id, id, size, shopper_id, slot, status, expires_at, created_at)
    select $1, r.id, r.size, r.shopper_id, r.slot, r.status,
      to_timestamp(r.expires_at / 1000.0), to_timestamp($2::bigint / 1000.0)
    from unnest($3::uuid[], $4::text[], $5::uuid[], $6::int[], $7::text[], $8::bigint[])
      as r(id, size, shopper_id, slot, status, expires_at)`,
};

/** By place, so that each row is found by one look into the index; under the drop's lock none can move. */
const ENDED: Statement = {
  name: 'ended',
  text: `
    update reservation r set status = e.status
    from unnest($2::uuid[], $3::text[]) as e(id, status)
    cross join lateral (
      select h.ctid from reservation h where h.drop_id = $1 and h.id = e.id limit 1
    ) as here
    where r.ctid = here.ctid`,
};

const BOUGHT: Statement = {
  name: 'bought',
  text: `
    insert into purchase
      (drop_id, id, reservation_id, shopper_id, size, price_cents, currency, purchased_at)
    select $1, b.id, b.reservation_id, b.shopper_id, b.size, $3, $4,
      to_timestamp($2::bigint / 1000.0)
    from unnest($5::uuid[], $6::uuid[], $7::uuid[], $8::text[])
      as b(id, reservation_id, shopper_id, size)`,
};

const COUNTED: Statement = {
  name: 'counted',
  text: `
    update drop_size s
    set total = c.total, available = c.available, reserved = c.reserved, sold = c.sold
    from unnest($2::text[], $3::int[], $4::int[], $5::int[], $6::int[])
      as c(size, total, available, reserved, sold)
    where s.drop_id = $1 and s.size = c.size`,
};

const ADVANCED: Statement = {
  name: 'advanced',
  text: `
    update "drop" set seq = $2, status = $3, opens_at = to_timestamp($4::bigint / 1000.0)
    where id = $1`,
};

/**
 * Sends all that a decided batch changes: the log, new and ended reservations, purchases, the counters of the sizes
 * that changed, and the drop with its new `seq`. `drop` is the state after the whole batch. The transaction fails if
 * the constraints say that it cannot be.
 */
export function writeBatch(
  run: Run,
  drop: DropState,
  logged: readonly Logged[],
  now: number,
): void {
  const last = logged.at(-1);
  if (!last) return;
  const { made, ended, bought, counts } = changesOf(drop, logged);

  void run(LOG, [
    drop.id,
    now,
    logged.map(({ seq }) => seq),
    logged.map(({ command }) => command.commandId),
    logged.map(({ command }) => command.kind),
    logged.map(({ command }) => command.shopperId),
    logged.map(({ command }) => payloadOf(command)),
    logged.map(({ decision }) => JSON.stringify(decision)),
    logged.map(({ command }) => command.receivedAt),
  ]);
  if (made.length > 0) {
    void run(MADE, [
      drop.id,
      now,
      made.map(({ id }) => id),
      made.map(({ held }) => held.size),
      made.map(({ held }) => held.shopperId),
      made.map(({ held }) => held.slot),
      made.map(({ held }) => held.status),
      made.map(({ held }) => held.expiresAt),
    ]);
  }
  if (ended.length > 0) {
    void run(ENDED, [drop.id, ended.map(({ id }) => id), ended.map(({ status }) => status)]);
  }
  if (bought.length > 0) {
    void run(BOUGHT, [
      drop.id,
      now,
      drop.priceCents,
      drop.currency,
      bought.map(({ id }) => id),
      bought.map(({ reservationId }) => reservationId),
      bought.map(({ shopperId }) => shopperId),
      bought.map(({ size }) => size),
    ]);
  }
  if (counts.length > 0) {
    void run(COUNTED, [
      drop.id,
      counts.map(({ size }) => size),
      counts.map(({ total }) => total),
      counts.map(({ available }) => available),
      counts.map(({ reserved }) => reserved),
      counts.map(({ sold }) => sold),
    ]);
  }
  void run(ADVANCED, [drop.id, last.seq, drop.status, drop.opensAt]);
}

/** What the tables have to be told of accepted commands. */
function changesOf(drop: DropState, logged: readonly Logged[]) {
  const made: { id: string; held: Held }[] = [];
  const ended: { id: string; status: string }[] = [];
  const bought: { id: string; reservationId: string; shopperId: string; size: string }[] = [];
  const touched = new Set<string>();
  const madeIds = new Set<string>();

  for (const { command, decision } of logged) {
    if (decision.status === 'refused') continue;
    const { event } = decision;
    if ('size' in event) touched.add(event.size);
    if (!('reservationId' in event)) continue;
    const { reservationId } = event;
    const held = drop.reservations.get(reservationId);
    if (!held)
      throw new Error(`reservation ${reservationId} is not in the state it was decided on`);
    if (event.type === 'reserved') {
      // Written with the status it has after the whole batch, which may have ended it already.
      made.push({ id: reservationId, held });
      madeIds.add(reservationId);
      continue;
    }
    if (!madeIds.has(reservationId)) ended.push({ id: reservationId, status: held.status });
    if (event.type === 'purchased') {
      const { purchaseId, size } = event;
      bought.push({ id: purchaseId, reservationId, shopperId: command.shopperId, size });
    }
  }
  const counts = [...touched].flatMap((size) => {
    const count = drop.sizes.get(size);
    return count ? [{ size, ...count }] : [];
  });
  return { made, ended, bought, counts };
}

const DEAD_LETTER: Statement = {
  name: 'dead-letter',
  text: `insert into dead_letter (id, drop_id, command_id, command, error) values ($1, $2, $3, $4, $5)`,
};

/** Keeps a command that could not be decided, for people to look at. */
export async function writeDeadLetter(
  run: Run,
  letter: { id: string; command: Command; error: string },
): Promise<void> {
  const { id, command, error } = letter;
  await run(DEAD_LETTER, [id, command.dropId, command.commandId, JSON.stringify(command), error]);
}
