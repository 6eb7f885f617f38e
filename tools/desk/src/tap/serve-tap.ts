import type { AddressInfo } from 'node:net';
import { WebSocket, WebSocketServer } from 'ws';
import { openShops } from './shops.ts';

/** Nobody who listens sends anything. */
const MESSAGE_LIMIT_BYTES = 1_024;
/** Whoever leaves more unread is cut off. */
const UNREAD_LIMIT_BYTES = 1024 * 1024;

export type TapServer = { url: string; close(): Promise<void> };

/**
 * Serves a tap: to whoever connects, first what is on every shelf, then each sale as it happens, about `rate` of them a
 * second, as `{"store","model","inventory"}`. Port 0 takes any free one.
 */
export async function serveTap(options: {
  host: string;
  port: number;
  rate: number;
  seed: number;
}): Promise<TapServer> {
  const { host, port, rate, seed } = options;
  const shops = openShops(seed);
  const server = new WebSocketServer({ host, port, maxPayload: MESSAGE_LIMIT_BYTES });
  await new Promise<void>((resolve, reject) => {
    server.once('listening', resolve);
    server.once('error', reject);
  });
  server.on('connection', (socket) => {
    socket.on('error', () => socket.terminate());
    for (const level of shops.levels()) socket.send(JSON.stringify(level));
  });

  let timer: NodeJS.Timeout | undefined;
  const sell = (): void => {
    const message = JSON.stringify(shops.next());
    for (const client of server.clients) {
      if (client.bufferedAmount > UNREAD_LIMIT_BYTES) client.terminate();
      else if (client.readyState === WebSocket.OPEN) client.send(message);
    }
    // Sales come by chance: the pauses between them are spread exponentially.
    timer = setTimeout(sell, (-Math.log(1 - shops.chance()) / rate) * 1_000);
  };
  if (rate > 0) sell();

  const { port: taken } = server.address() as AddressInfo;
  return {
    url: `ws://${host}:${taken}`,
    async close() {
      clearTimeout(timer);
      for (const client of server.clients) client.terminate();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}
