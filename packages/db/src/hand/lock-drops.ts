import type { Command } from '@lastpair/contracts';
import type { DropState, Held } from '@lastpair/domain';
import type { Run, Statement } from './open-hand.ts';

/** Drops as they are under their locks. */
export type LoadedDrops = {
  /** By id. One that does not exist is not there. */
  drops: Map<string, LoadedDrop>;
  /** The one time by which everything in the batch is decided: epoch milliseconds by Postgres, after the locks were won. */
  now: number;
  /** Which of the batch's command ids have an outcome already, in these or other drops. */
  decided: Set<string>;
  /** There is more that is due than one batch takes. */
  moreDue: boolean;
};

export type LoadedDrop = {
  state: DropState;
  seq: number;
  /** Active reservations to expire now, oldest first. */
  due: { reservationId: string; shopperId: string }[];
};

/** Enough to restore ten thousand pairs in a few dozen milliseconds without one long transaction. */
export const DUE_PER_BATCH = 1_000;

/**
 * One after the other by id, so that two hands never wait for each other, and each as it is once its lock is won. NO KEY UPDATE:
 * readers and foreign keys are not in its way.
 */
const LOCK: Statement = {
  name: 'lock',
  text: `
    select d.id, d.status, d.seq, d.hold_seconds, d.limit_per_shopper, p.price_cents, p.currency,
      (extract(epoch from d.opens_at) * 1000)::bigint as opens_at
    from "drop" d join product p on p.id = d.product_id
    where d.id = any($1::uuid[]) order by d.id for no key update of d`,
};

const SIZES: Statement = {
  name: 'sizes',
  text: `
    select s.drop_id, s.size, s.total, s.available, s.reserved, s.sold
    from drop_size s where s.drop_id = any($1::uuid[])`,
};

/** Each LATERAL with a LIMIT or OFFSET is one look into an index for each id, whatever the planner thinks of the tables. */
const RESERVATIONS: Statement = {
  name: 'reservations',
  text: `
    select r.drop_id, r.id, r.size, r.shopper_id, r.slot, r.status,
      (extract(epoch from r.expires_at) * 1000)::bigint as expires_at,
      r.order_id, (extract(epoch from r.stopped_at) * 1000)::bigint as stopped_at, r.left_ms
    from (select unnest($1::uuid[]) as drop_id, unnest($2::uuid[]) as id) as asked
    cross join lateral (
      select * from reservation r where r.drop_id = asked.drop_id and r.id = asked.id limit 1
    ) as r`,
};

/** All that the shopper has, of this drop and others; with the drop inside, a key that begins with it would do as well. */
const SLOTS: Statement = {
  name: 'slots',
  text: `
    select asked.drop_id, asked.shopper_id, r.slot
    from (select unnest($1::uuid[]) as drop_id, unnest($2::uuid[]) as shopper_id) as asked
    cross join lateral (
      select r.drop_id, r.slot from reservation r
      where r.shopper_id = asked.shopper_id and r.slot > 0
        and case when r.status in ('active', 'paying', 'purchased') then r.slot end is not null
      offset 0
    ) as r
    where r.drop_id = asked.drop_id`,
};

const LAPSES: Statement = {
  name: 'lapses',
  text: `
    select asked.drop_id, asked.shopper_id, lapsed.count,
      (extract(epoch from lapsed.last_at) * 1000)::bigint as last_at
    from (select unnest($1::uuid[]) as drop_id, unnest($2::uuid[]) as shopper_id) as asked
    cross join lateral (
      select count(*) as count, max(r.expires_at) as last_at from reservation r
      where r.drop_id = asked.drop_id and r.shopper_id = asked.shopper_id and r.status = 'expired'
    ) as lapsed
    where lapsed.count > 0`,
};

const DECIDED: Statement = {
  name: 'decided',
  text: `
    select o.command_id
    from (select unnest($1::uuid[]) as id) as asked
    cross join lateral (
      select o.command_id from outcome o where o.command_id = asked.id limit 1
    ) as o`,
};

/** By the time of the statement, which an index can be asked for, while the clock itself may differ from row to row. */
const DUE: Statement = {
  name: 'due',
  text: `
    select r.*
    from unnest($1::uuid[]) as asked(drop_id)
    cross join lateral (
      select r.drop_id, r.id, r.size, r.shopper_id, r.slot, r.status,
        (extract(epoch from r.expires_at) * 1000)::bigint as expires_at
      from reservation r
      where r.drop_id = asked.drop_id and r.status = 'active'
        and r.expires_at <= statement_timestamp() - make_interval(secs => $2::float8 / 1000)
      order by r.expires_at limit ${DUE_PER_BATCH}
    ) as r
    limit ${DUE_PER_BATCH}`,
};

/** The same around some that break whatever takes them: without those in $3 and, unless it is null, of those in $4 alone. */
const DUE_AROUND: Statement = {
  name: 'due-around',
  text: DUE.text.replace(
    'order by',
    'and r.id <> all($3::uuid[]) and ($4::uuid[] is null or r.id = any($4::uuid[])) order by',
  ),
};

/** Last, so that it is not before what says what is due. */
const CLOCK: Statement = {
  name: 'clock',
  text: `select (extract(epoch from clock_timestamp()) * 1000)::bigint as now`,
};

/** Which reservations the clock is to take: those this long past their deadline, but for some to `skip`, or of some alone. */
export type DueOptions = {
  dueForMs: number;
  skip?: readonly string[] | undefined;
  only?: readonly string[] | undefined;
};

/** The reservations of these drops that are due, each drop's oldest first, at most DUE_PER_BATCH in all. */
export async function findDue(
  run: Run,
  dropIds: readonly string[],
  { dueForMs, skip = [], only }: DueOptions,
): Promise<HeldRow[]> {
  if (dropIds.length === 0) return [];
  if (skip.length === 0 && !only) return run<HeldRow>(DUE, [dropIds, dueForMs]);
  return run<HeldRow>(DUE_AROUND, [dropIds, dueForMs, skip, only ?? null]);
}

/**
 * Locks the drops of these commands and ticks until the transaction ends and loads what the commands speak of, the active
 * reservations that are due in the drops of `ticks` and, if there is a cooldown, what lapsed of those who want to reserve.
 *
 * The look-ups are statements of their own, because under READ COMMITTED only a new statement sees what the previous
 * holder of a lock committed. They travel behind the locks, and Postgres takes them one after the other.
 */
export async function lockDrops(
  run: Run,
  { commands, ticks }: { commands: readonly Command[]; ticks: readonly string[] },
  { cooldownSeconds, ...dueOptions }: DueOptions & { cooldownSeconds: number },
): Promise<LoadedDrops> {
  const dropIds = [...new Set([...commands.map(({ dropId }) => dropId), ...ticks])];
  const spokenOf = commands.flatMap((command) =>
    'reservationId' in command ? [[command.dropId, command.reservationId] as const] : [],
  );
  const shoppers = shoppersOf(commands);
  const commandIds = commands.map(({ commandId }) => commandId);

  const [rows, sizes, held, slots, lapses, decided, due, [clock]] = await Promise.all([
    run<DropRow>(LOCK, [dropIds]),
    run<SizeRow>(SIZES, [dropIds]),
    spokenOf.length > 0 ? run<HeldRow>(RESERVATIONS, columnsOf(spokenOf)) : [],
    shoppers.length > 0 ? run<SlotRow>(SLOTS, columnsOf(shoppers)) : [],
    cooldownSeconds > 0 && shoppers.length > 0 ? run<LapsesRow>(LAPSES, columnsOf(shoppers)) : [],
    commandIds.length > 0 ? run<{ command_id: string }>(DECIDED, [commandIds]) : [],
    findDue(run, ticks, dueOptions),
    run<{ now: number }>(CLOCK, []),
  ]);
  const drops = new Map(rows.map((row) => [row.id, toLoadedDrop(row, cooldownSeconds)]));
  for (const { drop_id, size, ...counts } of sizes)
    drops.get(drop_id)?.state.sizes.set(size, counts);
  for (const row of [...due, ...held]) {
    drops.get(row.drop_id)?.state.reservations.set(row.id, toHeld(row));
  }
  for (const { drop_id, id, shopper_id } of due) {
    drops.get(drop_id)?.due.push({ reservationId: id, shopperId: shopper_id });
  }
  for (const { drop_id, shopper_id, slot } of slots) {
    const taken = drops.get(drop_id)?.state.slots;
    taken?.set(shopper_id, (taken.get(shopper_id) ?? new Set()).add(slot));
  }
  for (const { drop_id, shopper_id, count, last_at } of lapses) {
    drops.get(drop_id)?.state.lapses.set(shopper_id, { count, lastAt: last_at });
  }
  return {
    drops,
    now: clock!.now,
    decided: new Set(decided.map(({ command_id }) => command_id)),
    moreDue: due.length === DUE_PER_BATCH,
  };
}

/** Who wants one of a drop's numbers, each once for each drop, so that the rules must know those that are taken. */
function shoppersOf(
  commands: readonly Command[],
): (readonly [dropId: string, shopperId: string])[] {
  const wanting = commands.filter(
    ({ kind }) => kind === 'reserve' || kind === 'reserve_many' || kind === 'reclaim',
  );
  const pairs = wanting.map(
    ({ dropId, shopperId }) => [`${dropId} ${shopperId}`, [dropId, shopperId]] as const,
  );
  return [...new Map(pairs).values()];
}

const columnsOf = (pairs: readonly (readonly [string, string])[]): string[][] => [
  pairs.map(([first]) => first),
  pairs.map(([, second]) => second),
];

const toLoadedDrop = (row: DropRow, cooldownSeconds: number): LoadedDrop => ({
  seq: row.seq,
  due: [],
  state: {
    id: row.id,
    status: row.status,
    opensAt: row.opens_at,
    holdSeconds: row.hold_seconds,
    limitPerShopper: row.limit_per_shopper,
    cooldownSeconds,
    priceCents: row.price_cents,
    currency: row.currency,
    sizes: new Map(),
    reservations: new Map(),
    slots: new Map(),
    lapses: new Map(),
  },
});

type HeldRow = {
  drop_id: string;
  id: string;
  size: string;
  shopper_id: string;
  slot: number;
  status: Held['status'];
  expires_at: number;
  order_id?: string | null;
  stopped_at?: number | null;
  left_ms?: number | null;
};
type SlotRow = { drop_id: string; shopper_id: string; slot: number };
type LapsesRow = { drop_id: string; shopper_id: string; count: number; last_at: number };
type DropRow = {
  id: string;
  status: DropState['status'];
  seq: number;
  hold_seconds: number;
  limit_per_shopper: number;
  price_cents: number;
  currency: string;
  opens_at: number | null;
};
type SizeRow = {
  drop_id: string;
  size: string;
  total: number;
  available: number;
  reserved: number;
  sold: number;
};

function toHeld(row: HeldRow): Held {
  const { size, shopper_id: shopperId, slot, status, expires_at: expiresAt } = row;
  const { order_id: orderId, stopped_at: stoppedAt, left_ms: leftMs } = row;
  const held = { size, shopperId, slot, status, expiresAt };
  if (!orderId || stoppedAt == null || leftMs == null) return held;
  return { ...held, orderId, stoppedAt, leftMs };
}
