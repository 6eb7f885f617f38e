import type { Server } from 'node:http';
import { Pool } from 'pg';
import { keepStringsFast } from '@lastpair/queue/keep-strings-fast';
import { WebSocketServer } from 'ws';

/** What every baseline is given by whoever starts it. */
export const PORT = Number(process.env['PORT']);
export const DATABASE_URL = process.env['DATABASE_URL'] ?? '';
export const REDIS_URL = process.env['REDIS_URL'] ?? '';
/** For those with a queue. */
export const JOBS_AT_ONCE = Number(process.env['JOBS_AT_ONCE']);

// What the store does for its strings is done for those of its rivals that use Redis, too.
keepStringsFast();

/** A hot row gets slower with every connection that waits for it: five served these better than twenty. */
const POOL_SIZE = 5;

/** How long a pair is held; longer than any run. */
export const HOLD = '1 hour';

/** Opens the pool. Every statement here is named, so that each connection prepares it once. */
export const openPool = (max = POOL_SIZE): Pool =>
  new Pool({ connectionString: DATABASE_URL, max });

/** What a shopper asks of a baseline. */
export type Ask = { dropId: string; size: string; shopperId: string; commandId: string };

/** What became of it; with `left`, the stock after it. */
export type Answer =
  | { status: 'accepted'; commandId: string; left: number }
  | { status: 'refused'; commandId: string; reason: 'sold_out' | 'limit_reached' };

/** Whether an error is that of a shopper who holds a pair already. */
export const isDuplicate = (error: unknown): boolean =>
  (error as { code?: string } | undefined)?.code === '23505';

/** Tells everybody who watches, once for each change, as simple servers do. */
export type Broadcast = (dropId: string, left: number) => void;

/** WebSockets on a server's own port at /live. Compression is off, and a message is written out once for all. */
export function openBroadcast(server: Server): Broadcast {
  const sockets = new WebSocketServer({ server, path: '/live', perMessageDeflate: false });
  // How many of a drop were sold is the place of a message in their order.
  const sold = new Map<string, number>();
  return (dropId, left) => {
    const seq = (sold.get(dropId) ?? 0) + 1;
    sold.set(dropId, seq);
    const message = JSON.stringify({ dropId, available: left, seq });
    for (const socket of sockets.clients) socket.send(message);
  };
}

/** Says that the server takes connections, and ends with whoever started it. */
export function serveUntilParentEnds(server: Server): void {
  server.keepAliveTimeout = 65_000;
  server.listen(PORT, '127.0.0.1', 4_096, () => process.send?.('ready'));
  process.once('disconnect', () => process.exit(0));
  process.once('SIGTERM', () => process.exit(0));
}
