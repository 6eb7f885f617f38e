import type { View } from '@lastpair/contracts';
import { startRedis, startStore, startTcpProxy } from '@lastpair/local';
import type { Store, TcpProxy } from '@lastpair/local';
import { inject } from 'vitest';
import type { BackendName } from './backends.ts';
import { connectClient, signIn } from './client.ts';
import type { TestClient } from './client.ts';
import { createDatabase } from './database.ts';
import type { TestDatabase } from './database.ts';
import { until } from './until.ts';

const MERCHANT_TOKEN = 'a-merchant-token-for-tests-only-0123456789';

/** A whole store of real processes with a database of its own, and clients for it. */
export type TestStore = AsyncDisposable & {
  urls: string[];
  url: string;
  processes: Store;
  database: TestDatabase;
  redisUrl: string | undefined;
  /** The wires of its processes to Postgres and Redis, if it was opened with any. */
  wires: { postgres: TcpProxy; redis: TcpProxy | undefined } | undefined;
  /** What its processes have said so far, each line after the name of the process. */
  lines: readonly string[];
  merchant: TestClient;
  /** The merchant at another api. */
  merchantAt: (api: number) => TestClient;
  guest: (options?: { name?: string; api?: number }) => Promise<TestClient>;
  /** Makes a drop and opens it, unless it has an opening time or is to stay closed. */
  drop: (options?: DropOptions) => Promise<View>;
  view: (dropId: string, api?: number) => Promise<View>;
  /** Waits for the auditor to look after this moment, and gives the drift it found. */
  drift: () => Promise<number>;
  laneCount: () => Promise<number>;
};

export type DropOptions = {
  sizes?: { size: string; total: number }[];
  holdSeconds?: number;
  limitPerShopper?: number;
  opensAt?: string;
  stockDisplay?: 'exact' | 'levels';
  open?: boolean;
};

/** Starts a store; everything of it ends when it goes out of scope. */
export async function openStore(options: {
  backend: BackendName;
  apis?: number;
  workers?: number;
  /** Puts wires that can be cut between its processes and what they stand on. */
  wired?: boolean;
  env?: Record<string, string>;
  /** And for one process; see StoreOptions. */
  envOf?: (process: string) => Record<string, string>;
}): Promise<TestStore> {
  const { backend, apis = 2, workers = 2, wired = false, env = {}, envOf = () => ({}) } = options;
  await using undo = new AsyncDisposableStack();
  const database = undo.use(await createDatabase());
  const serverPath = inject('redisServer');
  const redis = backend === 'redis' && serverPath ? await startRedis({ serverPath }) : undefined;
  if (redis) undo.defer(() => redis.stop());

  const wires = wired
    ? {
        postgres: await startTcpProxy(Number(new URL(database.url).port)),
        redis: redis && (await startTcpProxy(redis.port)),
      }
    : undefined;
  undo.defer(() => (wires?.postgres.close(), wires?.redis?.close()));

  const lines: string[] = [];
  const processes = await startStore({
    databaseUrl: through(database.url, wires?.postgres),
    redisUrl: redis && through(redis.url, wires?.redis),
    apis,
    workers,
    merchantToken: MERCHANT_TOKEN,
    env: { GUEST_SIGN_IN: 'on', RATE_LIMITS: 'demo', LOG_LEVEL: 'warn', ...env },
    envOf,
    onLine: (process, line) => void lines.push(`${process}: ${line}`),
  });
  undo.defer(() => processes.stop());
  const { urls } = processes;
  const url = urls[0]!;
  const merchants = urls.map((each) =>
    connectClient(each, MERCHANT_TOKEN, { id: 'merchant', name: 'Merchant', role: 'merchant' }),
  );
  const merchant = merchants[0]!;
  const clients = new Set<Disposable>(merchants);
  undo.defer(() => {
    for (const client of clients) client[Symbol.dispose]();
  });
  const kept = undo.move();

  return {
    urls,
    url,
    processes,
    database,
    redisUrl: redis?.url,
    wires,
    lines,
    merchant,
    merchantAt: (api) => merchants[api]!,
    async guest({ name = 'Guest', api = 0 } = {}) {
      const client = await signIn(urls[api]!, name);
      clients.add(client);
      return client;
    },
    async drop({ sizes = [{ size: '42', total: 10 }], open = true, ...rest } = {}) {
      const view = await merchant.http.drops.create.mutate({
        product: { brand: 'Aster', name: 'Moonwalker', colorway: 'Ash / Volt', priceCents: 19_000 },
        sizes,
        ...rest,
      });
      return open && !rest.opensAt ? merchant.http.drops.open.mutate({ dropId: view.id }) : view;
    },
    view: async (dropId, api = 0) => {
      const response = await fetch(`${urls[api]}/api/drops/${dropId}`, {
        headers: { authorization: `Bearer ${MERCHANT_TOKEN}` },
      });
      return (await response.json()) as View;
    },
    async drift() {
      const { serverTime } = await until('health', () => merchant.http.health.query());
      return until('the auditor to look', async () => {
        const { auditedAt, drift } = await merchant.http.health.query();
        return auditedAt !== null && auditedAt > serverTime ? { drift } : undefined;
      }).then(({ drift }) => drift);
    },
    async laneCount() {
      const [lanes] = await database.query<{ count: number }>('select count from lanes');
      return lanes!.count;
    },
    [Symbol.asyncDispose]: () => kept.disposeAsync(),
  };
}

/** The same address, at the near end of a wire if there is one. */
function through(url: string, wire: TcpProxy | undefined): string {
  const changed = new URL(url);
  if (wire) changed.port = String(wire.port);
  return changed.href;
}
