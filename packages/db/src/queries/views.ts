import { stockLevelOf, toInstant } from '@lastpair/contracts';
import type { DropStatus, StockDisplay, View } from '@lastpair/contracts';
import { sql } from 'kysely';
import type { Database } from '../connect.ts';

type ViewRow = {
  id: string;
  brand: string;
  name: string;
  colorway: string;
  image_url: string | null;
  price_cents: number;
  currency: string;
  status: DropStatus;
  opens_at: Date | null;
  hold_seconds: number;
  limit_per_shopper: number;
  stock_display: StockDisplay;
  seq: number;
  sizes: [string, string, number, number, number, number][];
  recent: { name: string; size: string; at: string }[];
  now: Date;
};

/** A single statement, so that the counters, the status and the `seq` are of one moment. */
const selectViews = (condition: ReturnType<typeof sql>) => sql<ViewRow>`
  select d.id, p.brand, p.name, p.colorway, p.image_url, p.price_cents, p.currency,
    d.status, d.opens_at, d.hold_seconds, d.limit_per_shopper, d.stock_display, d.seq,
    clock_timestamp() as now,
    (select coalesce(json_agg(json_build_array(s.size, s.sku, s.total, s.available, s.reserved, s.sold)
        order by s.position), '[]')
      from drop_size s where s.drop_id = d.id) as sizes,
    (select coalesce(json_agg(json_build_object('name', b.name, 'size', b.size, 'at', b.purchased_at)), '[]')
      from (select shopper.name, recent.size, recent.purchased_at
        from (select * from purchase where purchase.drop_id = d.id
          order by purchase.purchased_at desc limit 3) as recent
        join shopper on shopper.id = recent.shopper_id
        order by recent.purchased_at desc) as b) as recent
  from "drop" d join product p on p.id = d.product_id
  ${condition}`;

/** What a page shows of one drop, with exact counts; undefined when there is no such drop. */
export async function readView(db: Database, dropId: string): Promise<View | undefined> {
  const [view] = await readViewsOf(db, [dropId]);
  return view;
}

/** The same of several drops, in the order in which they are named. */
export async function readViewsOf(
  db: Database,
  dropIds: readonly string[],
): Promise<(View | undefined)[]> {
  const { rows } = await selectViews(sql`where d.id = any(${dropIds}::uuid[])`).execute(db);
  const byId = new Map(rows.map((row) => [row.id, toView(row)]));
  return dropIds.map((dropId) => byId.get(dropId));
}

/** The most drops that one list shows: the newest. */
const LIST_MAXIMUM = 200;

/** All drops, newest first. */
export async function readViews(db: Database): Promise<View[]> {
  const { rows } = await selectViews(
    sql`order by d.created_at desc, d.id limit ${LIST_MAXIMUM}`,
  ).execute(db);
  return rows.map(toView);
}

function toView(row: ViewRow): View {
  // A drop past its opening time is open, even in the moment before the log says so.
  const opened = row.status === 'scheduled' && row.opens_at !== null && row.opens_at <= row.now;
  return {
    id: row.id,
    product: {
      brand: row.brand,
      name: row.name,
      colorway: row.colorway,
      imageUrl: row.image_url,
      priceCents: row.price_cents,
      currency: row.currency,
    },
    status: opened ? 'open' : row.status,
    opensAt: row.opens_at && row.opens_at.toISOString(),
    holdSeconds: row.hold_seconds,
    limitPerShopper: row.limit_per_shopper,
    stockDisplay: row.stock_display,
    seq: row.seq,
    sizes: row.sizes.map(([size, sku, total, available, reserved, sold]) => ({
      size,
      sku,
      total,
      available,
      reserved,
      sold,
      level: stockLevelOf(available, total),
    })),
    recentPurchases: row.recent.map(({ name, size, at }) => ({
      name,
      size,
      at: toInstant(Date.parse(at)),
    })),
    serverTime: row.now.toISOString(),
  };
}
