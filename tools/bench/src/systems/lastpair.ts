import { startStore } from '@lastpair/local';
import type { Store } from '@lastpair/local';
import { shopperIdOf, tokenOf } from '../generator/people.ts';
import { withClient } from '../ground.ts';
import type { Ground } from '../ground.ts';
import type { Component } from '../measure/cpu.ts';

const MERCHANT_TOKEN = 'a-merchant-token-for-benchmarks-only-0001';
const SESSIONS_AT_ONCE = 5_000;

/** The store itself, as it runs in production. */
export type Lastpair = {
  databaseUrl: string;
  queue: 'redis' | 'postgres';
  store: Store;
  /** Of each api. */
  ports: number[];
  /** Its processes now: a worker that was killed has another number afterwards. */
  components(): Component[];
  /** Sees to it that shoppers 0 to `count` - 1 have a session. */
  signIn(count: number): Promise<void>;
  /** Makes and opens a drop through the API; gives its id. */
  openDrop(drop: NewBenchDrop): Promise<string>;
  stop(): Promise<void>;
};

export type NewBenchDrop = { stock: number; limitPerShopper?: number; holdSeconds?: number };

/** The size that everybody wants. */
export const SIZE = '42';

/** Starts a store on a database of its own. */
export async function startLastpair(
  ground: Ground,
  options: { queue: 'redis' | 'postgres'; apis?: number; workers?: number; database?: string },
): Promise<Lastpair> {
  const { queue, apis = 1, workers = 1 } = options;
  if (queue === 'redis' && !ground.redis)
    throw new Error('there is no redis-server on this machine');
  const databaseUrl = await ground.createDatabase(options.database ?? `lastpair_${queue}`);
  const store = await startStore({
    databaseUrl,
    redisUrl: queue === 'redis' ? ground.redis!.url : undefined,
    apis,
    workers,
    merchantToken: MERCHANT_TOKEN,
    env: {
      NODE_ENV: 'production',
      RATE_LIMITS: 'demo',
      GUEST_SIGN_IN: 'false',
      PUBLIC_ORIGINS: '',
      LOG_LEVEL: 'warn',
      FAILPOINTS: '',
    },
    onLine: (name, line) => console.error(`${name}: ${line}`),
  });
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

  return {
    databaseUrl,
    queue,
    store,
    ports,
    components: () => [
      { name: 'api', pids: pidsOf(store.apis) },
      { name: 'worker', pids: pidsOf(store.workers) },
      { name: 'postgres', pids: [ground.postgresPid], family: true },
      ...(queue === 'redis' ? [{ name: 'redis', pids: [ground.redis!.pid] }] : []),
    ],
    async signIn(count) {
      if (count <= signedIn) return;
      await writeSessions(databaseUrl, signedIn, count);
      signedIn = count;
    },
    async openDrop({ stock, limitPerShopper = 1, holdSeconds = 3_600 }) {
      const { id } = await post('/drops', {
        product: { brand: 'Lastpair', name: 'Bench', colorway: 'Grey', priceCents: 19_000 },
        sizes: [{ size: SIZE, total: stock }],
        limitPerShopper,
        holdSeconds,
      });
      await post(`/drops/${id}/open`, {});
      return id;
    },
    stop: () => store.stop(),
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
