import type { MerchantOrder } from '@lastpair/contracts';
import { readOrders } from '@lastpair/db';
import type { Database, OrderFilter } from '@lastpair/db';

const COLUMNS = [
  'number',
  'order_id',
  'placed_at',
  'status',
  'reason',
  'shopper',
  'brand',
  'name',
  'colorway',
  'size',
  'price_cents',
  'order_total_cents',
  'currency',
  'payment',
  'completed_at',
  'refunded_at',
] as const;
const PAGE = 200;

/** Orders as CSV (RFC 4180), one row for each pair, newest order first, read page by page. */
export function ordersCsv(
  db: Database,
  filter: Omit<OrderFilter, 'limit' | 'cursor'>,
): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  let cursor: string | undefined;
  let begun = false;
  return new ReadableStream({
    async pull(controller) {
      if (!begun) controller.enqueue(encoder.encode(rowOf(COLUMNS)));
      begun = true;
      const { orders, next } = await readOrders(db, { ...filter, cursor, limit: PAGE });
      const rows = orders.flatMap(toRows).join('');
      if (rows) controller.enqueue(encoder.encode(rows));
      cursor = next;
      if (!next) controller.close();
    },
  });
}

const toRows = (order: MerchantOrder): string[] =>
  order.lines.map((line) =>
    rowOf([
      order.number,
      order.id,
      order.placedAt,
      order.status,
      order.reason ?? '',
      order.shopper.name,
      line.brand,
      line.name,
      line.colorway,
      line.size,
      String(line.priceCents),
      String(order.totalCents),
      order.currency,
      order.payment.status,
      order.completedAt ?? '',
      order.refundedAt ?? '',
    ]),
  );

const rowOf = (cells: readonly string[]): string => `${cells.map(cellOf).join(',')}\r\n`;

/** Quoted where it must be. What a spreadsheet would take for a formula is text, and is made to look like it. */
function cellOf(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
