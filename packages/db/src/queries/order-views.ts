import { toInstant } from '@lastpair/contracts';
import type { MerchantOrder, OrderStatus } from '@lastpair/contracts';
import { sql } from 'kysely';
import type { Database } from '../connect.ts';

type OrderRow = {
  id: string;
  shopper_id: string;
  name: string;
  status: OrderStatus;
  reason: MerchantOrder['reason'] | null;
  total_cents: number;
  currency: string;
  placed_at: Date;
  placed: string;
  pay_by: Date | null;
  completed_at: Date | null;
  refunded_at: Date | null;
  restock: boolean;
  version: number;
  provider: MerchantOrder['payment']['provider'];
  payment_status: MerchantOrder['payment']['status'];
  paid_with: string | null;
  client_secret: string | null;
  lines: MerchantOrder['lines'];
  now: Date;
};

const selectOrders = (rest: ReturnType<typeof sql>) => sql<OrderRow>`
  select o.id, o.shopper_id, s.name, o.status, o.reason, o.total_cents, o.currency, o.placed_at,
    o.placed_at::text as placed, o.pay_by, o.completed_at, o.refunded_at, o.restock, o.version,
    m.provider, m.status as payment_status, m.paid_with, m.client_secret, clock_timestamp() as now,
    (select json_agg(json_build_object('reservationId', l.reservation_id, 'dropId', l.drop_id, 'brand', p.brand,
        'name', p.name, 'colorway', p.colorway, 'size', l.size, 'priceCents', l.price_cents, 'status', r.status)
        order by l.line)
      from order_line l join "drop" d on d.id = l.drop_id join product p on p.id = d.product_id
      join reservation r on r.drop_id = l.drop_id and r.id = l.reservation_id
      where l.order_id = o.id) as lines
  from "order" o join shopper s on s.id = o.shopper_id join payment m on m.order_id = o.id
  ${rest}`;

/** How much of an order's id people read out. */
const NUMBER_LENGTH = 8;

/** One order, with whose it is; undefined when there is no such order. */
export async function readOrder(db: Database, orderId: string): Promise<MerchantOrder | undefined> {
  const { rows } = await selectOrders(sql`where o.id = ${orderId}`).execute(db);
  return rows[0] && toOrder(rows[0]);
}

export type OrderFilter = {
  shopperId?: string | undefined;
  /** Looked for in the id and in the names of shopper and products. */
  search?: string | undefined;
  status?: OrderStatus | undefined;
  dropId?: string | undefined;
  /** `next` of the page before. */
  cursor?: string | undefined;
  limit: number;
};

/** Orders, newest first, and the cursor of what comes after them. A cursor that makes no sense is the beginning. */
export async function readOrders(
  db: Database,
  filter: OrderFilter,
): Promise<{ orders: MerchantOrder[]; next?: string }> {
  const { shopperId, search, status, dropId, limit } = filter;
  const after = parseCursor(filter.cursor);
  const like = search && `%${search.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`;
  const { rows } = await selectOrders(sql`
    where (${shopperId ?? null}::uuid is null or o.shopper_id = ${shopperId ?? null}::uuid)
      and (${status ?? null}::text is null or o.status = ${status ?? null}::text)
      and (${dropId ?? null}::uuid is null or exists (
        select from order_line l where l.order_id = o.id and l.drop_id = ${dropId ?? null}::uuid))
      and (${like ?? null}::text is null or o.id::text ilike ${like ?? null} or s.name ilike ${like ?? null}
        or exists (select from order_line l join "drop" d on d.id = l.drop_id
          join product p on p.id = d.product_id
          where l.order_id = o.id and p.brand || ' ' || p.name ilike ${like ?? null}))
      and (${after?.placed ?? null}::timestamptz is null
        or (o.placed_at, o.id) < (${after?.placed ?? null}::timestamptz, ${after?.id ?? null}::uuid))
    order by o.placed_at desc, o.id desc limit ${limit + 1}`).execute(db);
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return {
    // Only whoever looks at one order of theirs has something to do with the provider's form.
    orders: page.map((row) => toOrder({ ...row, client_secret: null })),
    ...(rows.length > limit && last && { next: `${last.placed}_${last.id}` }),
  };
}

function parseCursor(cursor: string | undefined): { placed: string; id: string } | undefined {
  const match = /^(\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(?:\.\d+)?\+00)_([0-9a-f-]{36})$/.exec(
    cursor ?? '',
  );
  return match ? { placed: match[1]!, id: match[2]! } : undefined;
}

function toOrder(row: OrderRow): MerchantOrder {
  return {
    id: row.id,
    number: row.id.slice(-NUMBER_LENGTH).toUpperCase(),
    status: row.status,
    ...(row.reason && { reason: row.reason }),
    shopper: { id: row.shopper_id, name: row.name },
    lines: row.lines,
    totalCents: row.total_cents,
    currency: row.currency,
    payment: {
      provider: row.provider,
      status: row.payment_status,
      ...(row.paid_with && { paidWith: row.paid_with }),
      ...(row.client_secret && { clientSecret: row.client_secret }),
    },
    placedAt: row.placed_at.toISOString(),
    ...(row.pay_by && { payBy: row.pay_by.toISOString() }),
    ...(row.completed_at && { completedAt: row.completed_at.toISOString() }),
    ...(row.refunded_at && { refundedAt: row.refunded_at.toISOString() }),
    restocked: row.restock && row.status === 'refunded',
    version: row.version,
    serverTime: toInstant(row.now.getTime()),
  };
}
