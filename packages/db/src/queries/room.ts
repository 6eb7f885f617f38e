import { toInstant } from '@lastpair/contracts';
import type { RefusalReason, Room } from '@lastpair/contracts';
import { sql } from 'kysely';
import type { Database } from '../connect.ts';

/** The most of each list that one look at a drop shows. */
const HOLDS_MAXIMUM = 100;
const LOG_MAXIMUM = 50;
const SHOPPERS_MAXIMUM = 50;
const BAGS_MAXIMUM = 50;
/** Who was here lately is read from this much of the log's end. */
const LATE_LOG = 1_000;
export const SELL_THROUGH_POINTS = 120;
export const PACE_SECONDS = 60;

/** What a whole log adds up to at `seq`: read once, when somebody begins to look, and counted on from there. */
export type RoomHistory = {
  seq: number;
  pace: { at: number; accepted: number; refused: number }[];
  refusals: { reason: RefusalReason; count: number }[];
  sellThrough: { at: number; sold: number; held: number }[];
};

/** Adds up a drop's log from its beginning. Takes as long as the log is long. Undefined when there is no such drop. */
export async function readRoomHistory(
  db: Database,
  dropId: string,
): Promise<RoomHistory | undefined> {
  const { rows } = await sql<RoomHistory>`
    with d as (select id, seq from "drop" where id = ${dropId}),
    line as (
      select o.kind, o.decided_at, o.result->>'status' = 'accepted' as accepted, o.result->>'reason' as reason,
        jsonb_array_length(o.result->'event'->'pairs') as pairs
      from outcome o join d on o.drop_id = d.id and o.seq <= d.seq
    ),
    moved as (
      select decided_at,
        (kind in ('purchase', 'settle'))::int as sold,
        case kind when 'reserve' then 1 when 'reclaim' then 1 when 'reserve_many' then pairs
          when 'purchase' then -1 when 'settle' then -1 when 'release' then -1 when 'expire' then -1
          else 0 end as held
      from line where accepted
    ),
    span as (
      select min(decided_at) as first,
        greatest(extract(epoch from max(decided_at) - min(decided_at)) / ${SELL_THROUGH_POINTS}, 0.001) as step
      from moved
    ),
    point as (
      select floor(extract(epoch from decided_at - span.first) / span.step) as number,
        max(decided_at) as at, sum(sold) as sold, sum(held) as held
      from moved, span group by 1
    )
    select d.seq,
      (select coalesce(json_agg(json_build_object('at', ${epochMs('second')}, 'accepted', accepted, 'refused', refused)
          order by second), '[]')
        from (select date_trunc('second', decided_at) as second,
            count(*) filter (where accepted) as accepted, count(*) filter (where not accepted) as refused
          from line where decided_at > clock_timestamp() - make_interval(secs => ${PACE_SECONDS})
          group by 1) as seconds) as pace,
      (select coalesce(json_agg(json_build_object('reason', reason, 'count', count) order by count desc), '[]')
        from (select reason, count(*) from line where not accepted group by reason) as reasons) as refusals,
      (select coalesce(json_agg(json_build_object('at', ${epochMs('at')}, 'sold', sold, 'held', held) order by at), '[]')
        from (select at, (sum(sold) over (order by number))::int as sold,
            (sum(held) over (order by number))::int as held from point) as points) as "sellThrough"
    from d`.execute(db);
  return rows[0];
}

/** What a drop is like at this moment, as far as a merchant's room shows it. */
export type RoomMoment = Pick<
  Room,
  'seq' | 'serverTime' | 'holds' | 'shoppers' | 'bags' | 'log' | 'drift'
> & {
  sold: number;
  held: number;
};

/**
 * Who holds pairs of this drop, with all they hold anywhere and how far their checkout is: one look at the live
 * reservations of each of a few shoppers.
 */
const bags = sql`(select coalesce(json_agg(json_build_object('shopperId', who.shopper_id, 'name', shopper.name,
      'pairs', bag.pairs, 'orderId', o.id, 'orderStatus', o.status) order by who.soonest), '[]')
    from (select r.shopper_id, min(r.expires_at) as soonest from reservation r
      where r.drop_id = d.id and r.status in ('active', 'paying')
      group by r.shopper_id order by soonest limit ${BAGS_MAXIMUM}) as who
    join shopper on shopper.id = who.shopper_id
    cross join lateral (select json_agg(json_build_object('reservationId', r.id, 'dropId', r.drop_id, 'size', r.size,
          'status', r.status, 'until', (extract(epoch from r.expires_at) * 1000)::bigint)
          order by r.expires_at, r.id) as pairs
      from reservation r where r.shopper_id = who.shopper_id and r.slot > 0 and r.status in ('active', 'paying')) as bag
    left join lateral (select o.id, o.status from "order" o where o.shopper_id = who.shopper_id
      and o.status in ('placed', 'paying', 'in_doubt') order by o.placed_at desc limit 1) as o on true)`;

/** Reads the moment: the ends of a few indexes, however long the log is. Undefined when there is no such drop. */
export async function readRoomMoment(
  db: Database,
  dropId: string,
): Promise<RoomMoment | undefined> {
  const { rows } = await sql<{
    seq: number;
    now: Date;
    sold: number;
    held: number;
    drift: number;
    holds: { id: string; name: string; size: string; since: number; until: number }[];
    log: (Omit<Room['log'][number], 'at'> & { at: number })[];
    shoppers: { name: string; held: number; bought: number; seen: number }[];
    bags: BagRow[];
  }>`
    select d.seq, clock_timestamp() as now,
      (select coalesce(sum(sold), 0)::int from drop_size where drop_id = d.id) as sold,
      (select coalesce(sum(reserved), 0)::int from drop_size where drop_id = d.id) as held,
      (select coalesce(sum((finding->>'drift')::int), 0)::int
        from audit, jsonb_array_elements(findings) as finding
        where finding->>'dropId' = d.id::text) as drift,
      (select coalesce(json_agg(json_build_object('id', h.id, 'name', shopper.name, 'size', h.size,
          'since', ${epochMs('h.created_at')}, 'until', ${epochMs('h.expires_at')}) order by h.expires_at), '[]')
        from (select * from reservation r where r.drop_id = d.id and r.status in ('active', 'paying')
          order by r.expires_at limit ${HOLDS_MAXIMUM}) as h
        join shopper on shopper.id = h.shopper_id) as holds,
      (select coalesce(json_agg(json_build_object('seq', l.seq, 'at', ${epochMs('l.decided_at')}, 'kind', l.kind,
          'name', coalesce(shopper.name, 'the clock'), 'payload', l.payload, 'status', l.result->>'status',
          'answer', coalesce(l.result->>'reason', l.result->'event'->>'type')) order by l.seq desc), '[]')
        from (select * from outcome o where o.drop_id = d.id order by o.seq desc limit ${LOG_MAXIMUM}) as l
        left join shopper on shopper.id = l.shopper_id) as log,
      (select coalesce(json_agg(json_build_object('name', shopper.name, 'held', pairs.held,
          'bought', pairs.bought, 'seen', ${epochMs('lately.seen')}) order by lately.seen desc), '[]')
        from (select shopper_id, max(decided_at) as seen
          from (select * from outcome o where o.drop_id = d.id and o.kind <> 'expire'
            order by o.seq desc limit ${LATE_LOG}) as late
          where decided_at > clock_timestamp() - interval '5 minutes'
          group by shopper_id order by seen desc limit ${SHOPPERS_MAXIMUM}) as lately
        join shopper on shopper.id = lately.shopper_id and shopper.role = 'shopper'
        cross join lateral (select count(*) filter (where r.status <> 'purchased') as held,
            count(*) filter (where r.status = 'purchased') as bought
          from reservation r where r.drop_id = d.id and r.shopper_id = lately.shopper_id
            and r.slot > 0 and r.status in ('active', 'paying', 'purchased')) as pairs) as shoppers,
      ${bags} as bags
    from "drop" d where d.id = ${dropId}`.execute(db);
  const row = rows[0];
  if (!row) return undefined;
  return {
    seq: row.seq,
    serverTime: row.now.toISOString(),
    sold: row.sold,
    held: row.held,
    drift: row.drift,
    holds: row.holds.map(({ id, name, size, since, until }) => ({
      reservationId: id,
      name,
      size,
      heldSince: toInstant(since),
      expiresAt: toInstant(until),
    })),
    log: row.log.map((line) => ({ ...line, at: toInstant(line.at) })),
    bags: row.bags.map(toBag),
    shoppers: row.shoppers.map(({ seen, ...shopper }) => ({
      ...shopper,
      lastSeen: toInstant(seen),
    })),
  };
}

type Bag = Room['bags'][number];
type BagRow = Omit<Bag, 'pairs' | 'orderId' | 'orderStatus'> & {
  pairs: (Omit<Bag['pairs'][number], 'expiresAt'> & { until: number })[];
  orderId: string | null;
  orderStatus: Bag['orderStatus'] | null;
};

const toBag = ({ pairs, orderId, orderStatus, ...bag }: BagRow): Bag => ({
  ...bag,
  pairs: pairs.map(({ until, ...pair }) => ({ ...pair, expiresAt: toInstant(until) })),
  ...(orderId && orderStatus && { orderId, orderStatus }),
});

const epochMs = (column: string) => sql`(extract(epoch from ${sql.ref(column)}) * 1000)::bigint`;
