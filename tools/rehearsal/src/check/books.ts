import type { Command, Decision, DropStatus, ReservationStatus } from '@lastpair/contracts';
import type { SizeCount } from '@lastpair/domain';
import { Client } from 'pg';
import type { OrderBook } from './check-orders.ts';

/** One row of a drop's log. Times are epoch milliseconds. */
export type LogRow = {
  seq: number;
  commandId: string;
  kind: Command['kind'];
  who: string;
  payload: string;
  result: Decision;
  receivedAt: number;
  decidedAt: number;
};

/** What the tables say of one drop. */
export type Book = {
  dropId: string;
  status: DropStatus;
  seq: number;
  holdSeconds: number;
  limitPerShopper: number;
  priceCents: number;
  currency: string;
  sizes: Map<string, SizeCount>;
  reservations: Map<string, { who: string; size: string; status: ReservationStatus }>;
  purchases: Map<
    string,
    { reservationId: string; who: string; size: string; orderId: string | undefined }
  >;
  log: LogRow[];
};

/** Reads all tables of a store that is at rest. */
export async function readBooks(
  databaseUrl: string,
): Promise<{ books: Book[]; orders: OrderBook[]; deadLetters: number }> {
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  const all = async <Row>(text: string): Promise<Row[]> => (await client.query(text)).rows as Row[];
  try {
    const drops = await all<Drop>(
      `select d.id, d.status, d.seq::int, d.hold_seconds, d.limit_per_shopper, p.price_cents, p.currency
       from "drop" d join product p on p.id = d.product_id order by d.created_at`,
    );
    const books = new Map(drops.map((drop) => [drop.id, emptyBook(drop)]));
    const bookOf = (row: { drop_id: string }): Book => {
      const book = books.get(row.drop_id);
      if (!book) throw new Error(`a row of drop ${row.drop_id}, which is not there`);
      return book;
    };
    for (const row of await all<SizeCount & { drop_id: string; size: string }>(
      'select * from drop_size',
    )) {
      const { total, available, reserved, sold } = row;
      bookOf(row).sizes.set(row.size, { total, available, reserved, sold });
    }
    for (const row of await all<ReservationRow>('select * from reservation')) {
      const { shopper_id: who, size, status } = row;
      bookOf(row).reservations.set(row.id, { who, size, status });
    }
    for (const row of await all<PurchaseRow>('select * from purchase')) {
      const { reservation_id: reservationId, shopper_id: who, size } = row;
      const orderId = row.order_id ?? undefined;
      bookOf(row).purchases.set(row.id, { reservationId, who, size, orderId });
    }
    for (const row of await all<OutcomeRow>(
      `select drop_id, seq::int, command_id, kind, shopper_id, payload, result,
         (extract(epoch from received_at) * 1000)::float8 as received,
         (extract(epoch from decided_at) * 1000)::float8 as decided
       from outcome order by drop_id, seq`,
    )) {
      bookOf(row).log.push({
        seq: row.seq,
        commandId: row.command_id,
        kind: row.kind,
        who: row.shopper_id,
        payload: row.payload,
        result: row.result,
        receivedAt: Math.round(row.received),
        decidedAt: Math.round(row.decided),
      });
    }
    const [letters] = await all<{ count: number }>('select count(*)::int from dead_letter');
    const orders = await all<OrderBook>(ORDERS);
    return { books: [...books.values()], orders, deadLetters: letters?.count ?? 0 };
  } finally {
    await client.end();
  }
}

/** Each order with its lines, and what the sandbox has in its own books. */
const ORDERS = `
  select o.id, o.shopper_id as who, o.status, o.step = 'done' as over, o.version, o.total_cents as "totalCents",
    (select json_agg(json_build_object('dropId', l.drop_id, 'bagId', l.bag_reservation_id,
        'reservationId', l.reservation_id, 'priceCents', l.price_cents, 'stands', l.stands))
      from order_line l where l.order_id = o.id) as lines,
    (select json_build_object('amountCents', c.amount_cents, 'state', case
        when c.refunded_at is not null then 'given back'
        when c.captured_at is not null then 'taken'
        when c.cancelled_at is not null or c.method = 'declines' then 'given back'
        when c.answers_at <= clock_timestamp() then 'blocked'
        else 'waits' end)
      from sandbox_charge c where c.order_id = o.id) as charge
  from "order" o`;

type Drop = {
  id: string;
  status: DropStatus;
  seq: number;
  hold_seconds: number;
  limit_per_shopper: number;
  price_cents: number;
  currency: string;
};
type ReservationRow = {
  drop_id: string;
  id: string;
  shopper_id: string;
  size: string;
  status: ReservationStatus;
};
type PurchaseRow = {
  drop_id: string;
  id: string;
  reservation_id: string;
  shopper_id: string;
  size: string;
  order_id: string | null;
};
type OutcomeRow = {
  drop_id: string;
  seq: number;
  command_id: string;
  kind: Command['kind'];
  shopper_id: string;
  payload: string;
  result: Decision;
  received: number;
  decided: number;
};

const emptyBook = (drop: Drop): Book => ({
  dropId: drop.id,
  status: drop.status,
  seq: drop.seq,
  holdSeconds: drop.hold_seconds,
  limitPerShopper: drop.limit_per_shopper,
  priceCents: drop.price_cents,
  currency: drop.currency,
  sizes: new Map(),
  reservations: new Map(),
  purchases: new Map(),
  log: [],
});
