import type { Client } from 'pg';
import { withClient } from '../ground.ts';
import { settle } from './clean.ts';

/** One old drop holds this many, so that there are as many drops as a shop has had in years. */
const ROWS_PER_DROP = 100_000;
const SHOPPERS = 200_000;

/**
 * Writes what `rows` reservations that have expired leave behind: the reservations themselves and as many rows of the
 * log, in drops that are closed. The books of these drops add up.
 */
export async function writeHistory(databaseUrl: string, rows: number): Promise<void> {
  await withClient(databaseUrl, async (client) => {
    await client.query('set synchronous_commit = off');
    // It would only read again and again what is not finished.
    await setAutovacuum(client, 'off');
    for (let at = 0; at < rows; at += ROWS_PER_DROP) {
      const count = Math.min(ROWS_PER_DROP, rows - at);
      const number = at / ROWS_PER_DROP;
      await client.query(writeOldDrop, [number, count, SHOPPERS]);
    }
    await setAutovacuum(client, 'on');
    await settle(client, ['product', 'drop', 'drop_size', 'reservation', 'outcome']);
  });
}

async function setAutovacuum(client: Client, how: 'on' | 'off'): Promise<void> {
  for (const table of ['reservation', 'outcome']) {
    await client.query(`alter table ${table} set (autovacuum_enabled = ${how})`);
  }
}

const uuid = (prefix: string, number: string): string =>
  `('${prefix}' || lpad(to_hex(${number}), 12, '0'))::uuid`;

const writeOldDrop = `
  with old as (
    select ${uuid('018e0000-0000-7000-8000-', '$1::int')} as id,
      ${uuid('018e0000-0000-7000-8001-', '$1::int')} as product_id,
      now() - interval '1 year' + $1::int * interval '1 hour' as at
  ), product as (
    insert into product (id, brand, name, colorway, price_cents, currency)
    select product_id, 'Lastpair', 'Old', 'Grey', 19000, 'USD' from old
  ), made as (
    insert into "drop" (id, product_id, status, hold_seconds, limit_per_shopper, stock_display, seq)
    select id, product_id, 'closed', 60, 1, 'exact', $2::int from old
  ), sized as (
    insert into drop_size (drop_id, size, position, sku, total, available, reserved, sold)
    select id, '42', 0, 'OLD-' || $1::int, $2::int, $2::int, 0, 0 from old
  ), row as (
    select n, ${uuid('018e0000-0000-7000-9000-', '$1::bigint * 1000000 + n')} as id,
      ${uuid('018e0000-0000-7000-a000-', '(n * 7919 + $1::int) % $3::int')} as shopper_id
    from generate_series(1, $2::int) as n
  ), held as (
    insert into reservation (drop_id, id, size, shopper_id, slot, status, expires_at, created_at)
    select old.id, row.id, '42', row.shopper_id, 1, 'expired', old.at + interval '1 minute', old.at
    from row, old
  )
  insert into outcome
    (drop_id, seq, command_id, kind, shopper_id, payload, result, received_at, decided_at)
  select old.id, row.n, row.id, 'reserve', row.shopper_id, '42', jsonb_build_object(
      'status', 'accepted', 'event', jsonb_build_object('type', 'reserved', 'reservationId', row.id,
        'size', '42', 'slot', 1, 'expiresAt', 1700000000000)), old.at, old.at
  from row, old`;
