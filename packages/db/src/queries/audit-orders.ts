import { sql } from 'kysely';
import type { Database } from '../connect.ts';
import type { Finding } from './audit.ts';

/** Orders that changed within this time are looked at again each time. */
const LATELY_MINUTES = 10;

/**
 * Checks orders that changed lately: what is completed is paid and bought, what ended otherwise is neither, and an order
 * that is over has no pair stopped and no money on its way. Each order that is wrong counts as one.
 */
export async function auditOrders(db: Database): Promise<Finding[]> {
  const { rows } = await sql<{ id: string; drop_id: string; what: string }>`
    with lately as (
      select o.id, o.status, m.status as money,
        (select count(*) from order_line l where l.order_id = o.id) as lines,
        (select count(*) from purchase p where p.order_id = o.id) as bought,
        (select count(*) from reservation r where r.order_id = o.id and r.status = 'paying') as paying
      from "order" o join payment m on m.order_id = o.id
      where o.step = 'done' and o.updated_at > statement_timestamp() - make_interval(mins => ${LATELY_MINUTES})
    ), wrong as (
      select id, case
        when paying > 0 then 'pairs that are paid for by an order that is over'
        when status = 'completed' and (bought <> lines or money <> 'captured') then 'completed orders that are not paid or not bought'
        when status not in ('completed', 'refunded') and bought > 0 then 'pairs bought by orders that were not completed'
        when status <> 'completed' and money in ('pending', 'authorised', 'captured') then 'money of orders that are over'
        end as what
      from lately
    )
    select wrong.id, wrong.what,
      (select l.drop_id from order_line l where l.order_id = wrong.id order by l.line limit 1) as drop_id
    from wrong where what is not null`.execute(db);
  const found = Map.groupBy(rows, ({ drop_id: dropId, what }) => `${dropId} ${what}`);
  return [...found.values()].map((wrong) => ({
    dropId: wrong[0]!.drop_id,
    what: wrong[0]!.what,
    drift: wrong.length,
  }));
}
