import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { WebSocketServer } from 'ws';

/** A tap that can be driven at a steady rate over a large desk. */
export type Driver = {
  url: string;
  listening(): number;
  tell(store: string, model: string, inventory: number): void;
  /** The level of each shelf that was told last, by the names of store and model. */
  newest: ReadonlyMap<string, number>;
  /** Sells at random shelves, `rate` readings a second, and gives how many it has sent. */
  drive(options: {
    rate: number;
    seconds: number;
    stores: number;
    models: number;
  }): Promise<number>;
  close(): Promise<void>;
};

const EVERY_MS = 20;
const INVENTORY_MAXIMUM = 80;

export async function openDriver(): Promise<Driver> {
  const server = new WebSocketServer({ host: '127.0.0.1', port: 0 });
  await new Promise((resolve) => server.once('listening', resolve));
  const newest = new Map<string, number>();
  const tell = (store: string, model: string, inventory: number): void => {
    const message = JSON.stringify({ store, model, inventory });
    newest.set(shelfOf(store, model), inventory);
    for (const client of server.clients) client.send(message);
  };
  const below = (limit: number): number => Math.floor(Math.random() * limit);
  return {
    url: `ws://127.0.0.1:${(server.address() as AddressInfo).port}`,
    listening: () => server.clients.size,
    tell,
    newest,
    async drive({ rate, seconds, stores, models }) {
      const startedAt = performance.now();
      let sent = 0;
      for (;;) {
        const passed = performance.now() - startedAt;
        if (passed > seconds * 1_000) return sent;
        for (; sent < (passed / 1_000) * rate; sent += 1) {
          tell(
            nameOf('Store', below(stores)),
            nameOf('Model', below(models)),
            below(INVENTORY_MAXIMUM),
          );
        }
        await sleep(EVERY_MS);
      }
    },
    async close() {
      for (const client of server.clients) client.terminate();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** A shelf among others: no name has a tab. */
export const shelfOf = (store: string, model: string): string => `${store}\t${model}`;

/** The names that the measured desk has: `Store 0007`. */
export const nameOf = (what: string, number: number): string =>
  `${what} ${String(number).padStart(4, '0')}`;
