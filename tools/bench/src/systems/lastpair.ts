import { startStore } from '@lastpair/local';
import type { Store } from '@lastpair/local';
import { shopperIdOf, tokenOf } from '../generator/people.ts';
import { withClient } from '../ground.ts';
import type { Ground } from '../ground.ts';
import { checkLastpair } from '../check/check-lastpair.ts';
import { clean } from './clean.ts';
import { slowCommits } from './slow-commits.ts';
import type { DropShape, System } from './system.ts';

export const MERCHANT_TOKEN = 'a-merchant-token-for-benchmarks-only-0001';
const SESSIONS_AT_ONCE = 5_000;

const HOST = '127.0.0.1';
/** What a sale leaves behind, in all tables. */
const TABLES = [
  'order_line',
  'payment',
  'order',
  'outcome',
  'reservation',
  'purchase',
  'drop_size',
  'drop',
  'product',
];

/** The store itself, as it runs in production. */
export type Lastpair = System & {
  databaseUrl: string;
  queue: 'redis' | 'postgres';
  store: Store;
  /** From the start of its processes to the last one that was ready, in milliseconds. */
  startMs: number;
  /** The same store, spoken to over REST. */
  overRest(): System;
};

/** The size that everybody wants. */
export const SIZE = '42';

/** Starts a store on a database of its own. */
export async function startLastpair(
  ground: Ground,
  options: {
    queue: 'redis' | 'postgres';
    apis?: number;
    workers?: number;
    database?: string;
    /** More settings for its processes. */
    env?: Record<string, string>;
  },
): Promise<Lastpair> {
  const { queue, apis = 1, workers = 1 } = options;
  const databaseUrl = await ground.createDatabase(options.database ?? `lastpair_${queue}`);
  await using undo = new AsyncDisposableStack();
  const redis = queue === 'redis' ? await ground.startRedis() : undefined;
  if (redis) undo.defer(() => redis.stop());
  const startedAt = performance.now();
  const store = await startStore({
    databaseUrl,
    redisUrl: redis?.url,
    apis,
    workers,
    merchantToken: MERCHANT_TOKEN,
    env: {
      NODE_ENV: 'production',
      RATE_LIMITS: 'demo',
      GUEST_SIGN_IN: 'off',
      PAYMENT_PROVIDER: 'sandbox',
      PUBLIC_ORIGINS: '',
      LOG_LEVEL: 'warn',
      FAILPOINTS: '',
      ...options.env,
    },
    onLine: ground.log,
  });
  undo.defer(() => store.stop());
  const startMs = performance.now() - startedAt;
  const ports = store.urls.map((url) => Number(new URL(url).port));
  const pidsOf = (processes: Store['apis']): number[] => processes.flatMap(({ pid }) => pid ?? []);
  let signedIn = 0;

  const post = async (path: string, body: object): Promise<{ id: string }> => {
    const response = await fetch(`${store.urls[0]}/api${path}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${MERCHANT_TOKEN}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    if (!response.ok) throw new Error(`POST ${path}: ${response.status} ${await response.text()}`);
    return (await response.json()) as { id: string };
  };
  const openDrop = async (shape: DropShape): Promise<string> => {
    const { stock, limitPerShopper = 1, holdSeconds = 3_600 } = shape;
    const { id } = await post('/drops', {
      product: { brand: 'Lastpair', name: 'Bench', colorway: 'Grey', priceCents: 19_000 },
      sizes: [{ size: SIZE, total: stock }],
      limitPerShopper,
      holdSeconds,
    });
    await post(`/drops/${id}/open`, {});
    return id;
  };

  const kept = undo.move();
  const system: System = {
    name: `lastpair (${queue}${apis > 1 ? `, ${apis} apis` : ''}${workers > 1 ? `, ${workers} workers` : ''})`,
    as: 'trpc',
    components: () => [
      { name: 'api', pids: pidsOf(store.apis) },
      { name: 'worker', pids: pidsOf(store.workers) },
      { name: 'postgres', pids: [ground.postgresPid], family: true },
      ...(redis ? [{ name: 'redis', pids: [redis.pid] }] : []),
    ],
    async signIn(count) {
      if (count <= signedIn) return;
      await writeSessions(databaseUrl, signedIn, count);
      signedIn = count;
    },
    async open(shape, count, keep = false) {
      if (!keep) await withClient(databaseUrl, (client) => clean(client, TABLES));
      const dropIds: string[] = [];
      for (let each = 0; each < count; each += 1) dropIds.push(await openDrop(shape));
      return dropIds;
    },
    commandTargets: ({ watch, outcomes } = {}) =>
      ports.map((port) => ({ wire: 'trpc', host: HOST, port, signedIn: true, watch, outcomes })),
    watchTargets: (watch) =>
      ports.map((port) => ({ wire: 'trpc', host: HOST, port, signedIn: false, watch })),
    check: (dropIds, results, views) => checkLastpair(databaseUrl, dropIds, results, views),
    slowDown: (ms) => slowCommits(databaseUrl, 'drop', ms),
    [Symbol.asyncDispose]: () => kept.disposeAsync(),
  };
  return {
    ...system,
    databaseUrl,
    queue,
    store,
    startMs,
    overRest: () => ({
      ...system,
      name: `${system.name} over REST`,
      as: 'rest',
      commandTargets: () => ports.map((port) => ({ wire: 'http', host: HOST, port })),
    }),
  };
}

/** Writes shoppers and their sessions straight into the tables, as signing in would have. */
async function writeSessions(databaseUrl: string, from: number, to: number): Promise<void> {
  await withClient(databaseUrl, async (client) => {
    for (let at = from; at < to; at += SESSIONS_AT_ONCE) {
      const people = Array.from({ length: Math.min(SESSIONS_AT_ONCE, to - at) }, (_, n) => at + n);
      await client.query(
        `with people as (
          select * from unnest($1::uuid[], $2::text[], $3::text[]) as p(id, name, token)
        ), known as (
          insert into shopper (id, name, role) select id, name, 'shopper' from people
        )
        insert into session (token_hash, shopper_id, expires_at)
        select sha256(convert_to(token, 'UTF8')), id, now() + interval '1 day' from people`,
        [people.map(shopperIdOf), people.map((n) => `Shopper ${n}`), people.map(tokenOf)],
      );
    }
    await client.query('analyze shopper, session');
  });
}
