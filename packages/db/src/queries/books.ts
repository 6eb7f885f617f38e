import { sql } from 'kysely';
import type { Database } from '../connect.ts';

/** Pairs by size. */
export type Counts = Record<string, number>;

/** What the tables say of one drop, all of it at one moment. */
export type Books = {
  id: string;
  seq: number;
  /** Size, total, available, reserved, sold. */
  sizes: [string, number, number, number, number][];
  held: Counts;
  /** All that were ever bought, or those since a seq. */
  bought: Counts;
  /** Pairs that are held, or bought as above, beyond the limit per shopper. */
  beyond: number;
  /** Rows of the log after the seq, and the last of them. */
  logged: number;
  last: number;
};

/** What the log says was bought after a seq, as far as it was. A purchase has the id of its command. */
const boughtSince = sql`
  outcome o cross join lateral (
    select p.size, r.slot from purchase p join reservation r on r.drop_id = p.drop_id and r.id = p.reservation_id
    where p.drop_id = o.drop_id and p.id = o.command_id offset 0
  ) as sale
  where o.drop_id = d.id and o.seq > asked.seq and o.kind in ('purchase', 'settle')`;

const bought = {
  full: sql`select size, count(*) as pairs from purchase where drop_id = d.id group by size`,
  since: sql`select sale.size, count(*) as pairs from ${boughtSince} group by sale.size`,
};

const boughtBeyond = {
  full: sql`select count(*) from reservation r
    where r.drop_id = d.id and r.status = 'purchased' and r.slot > d.limit_per_shopper`,
  since: sql`select count(*) from ${boughtSince} and sale.slot > d.limit_per_shopper`,
};

const byPair = sql`coalesce(json_object_agg(size, pairs), '{}')`;

/**
 * Reads the books of drops, in full or since the seq that is given of each. What `since` costs depends on how many pairs are
 * held and on how much happened since, not on how many are finished.
 */
export async function readBooks(
  db: Database,
  how: 'full' | 'since',
  drops: readonly { id: string; seq: number }[],
): Promise<Books[]> {
  if (drops.length === 0) return [];
  const { rows } = await sql<Books>`
    select d.id, d.seq, log.logged, log.last, sizes.sizes, live.pairs as held,
      (select ${byPair} from (${bought[how]}) as sold) as bought,
      (live.beyond + (${boughtBeyond[how]}))::int as beyond
    from unnest(${drops.map(({ id }) => id)}::uuid[], ${drops.map(({ seq }) => seq)}::bigint[]) as asked(id, seq)
    join "drop" d on d.id = asked.id
    cross join lateral (
      select count(*) as logged, coalesce(max(o.seq), asked.seq) as last
      from outcome o where o.drop_id = d.id and o.seq > asked.seq
    ) as log
    cross join lateral (
      select coalesce(json_agg(json_build_array(size, total, available, reserved, sold)), '[]') as sizes
      from drop_size where drop_id = d.id
    ) as sizes
    cross join lateral (
      select ${byPair} as pairs, coalesce(sum(beyond), 0) as beyond
      from (select r.size, count(*) as pairs, count(*) filter (where r.slot > d.limit_per_shopper) as beyond
        from reservation r where r.drop_id = d.id and r.status in ('active', 'paying') group by r.size) as held
    ) as live`.execute(db);
  return rows;
}
