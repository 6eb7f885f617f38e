import type { NewDrop } from '@lastpair/contracts';
import { sql } from 'kysely';
import { v7 as uuidv7 } from 'uuid';
import type { Database } from '../connect.ts';

/** Makes a product and a drop of it, scheduled, with all its pairs available. Gives the drop's id. */
export async function createDrop(db: Database, drop: NewDrop): Promise<string> {
  const id = uuidv7();
  await db.transaction().execute(async (trx) => {
    const { product } = drop;
    const productId = uuidv7();
    await trx
      .insertInto('product')
      .values({
        id: productId,
        brand: product.brand,
        name: product.name,
        colorway: product.colorway,
        image_url: product.imageUrl ?? null,
        price_cents: product.priceCents,
        currency: product.currency,
      })
      .execute();
    await trx
      .insertInto('drop')
      .values({
        id,
        product_id: productId,
        status: 'scheduled',
        opens_at: drop.opensAt ?? null,
        hold_seconds: drop.holdSeconds,
        limit_per_shopper: drop.limitPerShopper,
        stock_display: drop.stockDisplay,
      })
      .execute();
    await trx
      .insertInto('drop_size')
      .values(
        drop.sizes.map(({ size, total }, position) => ({
          drop_id: id,
          size,
          position,
          sku: skuOf(id, position, product.name, size),
          total,
          available: total,
          reserved: 0,
          sold: 0,
        })),
      )
      .execute();
  });
  return id;
}

/** Readable and unique: what it is, then where it belongs. "MOONWALKER-425-9BD2F1C04E77-3" */
function skuOf(dropId: string, position: number, name: string, size: string): string {
  const plain = (text: string, length: number) =>
    text
      .toUpperCase()
      .replaceAll(/[^A-Z0-9]/g, '')
      .slice(0, length) || 'X';
  return [plain(name, 12), plain(size, 6), dropId.slice(-12).toUpperCase(), position + 1].join('-');
}

/** How far the log of every drop goes: by drop id, the seq. */
export async function readSeqs(db: Database): Promise<Map<string, number>> {
  const rows = await db.selectFrom('drop').select(['id', 'seq']).execute();
  return new Map(rows.map((row) => [row.id, row.seq]));
}

/** Whether there is such a drop. Drops are never deleted, so yes is yes for ever. */
export async function dropExists(db: Database, dropId: string): Promise<boolean> {
  const row = await db.selectFrom('drop').select('id').where('id', '=', dropId).executeTakeFirst();
  return row !== undefined;
}

/** A drop that the clock asks something of: in `delayMs` from now, which is 0 when it is overdue. */
export type DueDrop = { dropId: string; at: number; delayMs: number };

/**
 * Drops with a reservation more than `overdueMs` past its deadline, and drops that open by themselves within
 * the next `aheadMs`. One probe of an index for each drop, however many reservations there are.
 */
export async function findDueDrops(
  db: Database,
  { overdueMs, aheadMs }: { overdueMs: number; aheadMs: number },
): Promise<DueDrop[]> {
  const { rows } = await sql<{ id: string; at: Date; now: Date }>`
    select d.id, due.expires_at as at, clock_timestamp() as now
    from "drop" d cross join lateral (
      select r.expires_at from reservation r
      where r.drop_id = d.id and r.status = 'active'
        and r.expires_at <= statement_timestamp() - make_interval(secs => ${overdueMs / 1000})
      order by r.expires_at limit 1) as due
    union all
    select d.id, d.opens_at as at, clock_timestamp() as now
    from "drop" d
    where d.status = 'scheduled'
      and d.opens_at <= statement_timestamp() + make_interval(secs => ${aheadMs / 1000})
  `.execute(db);
  return rows.map(({ id, at, now }) => ({
    dropId: id,
    at: at.getTime(),
    delayMs: Math.max(0, at.getTime() - now.getTime()),
  }));
}
