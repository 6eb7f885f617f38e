import { randomUUID } from 'node:crypto';
import path from 'node:path';
import { freePort, supervise } from '@lastpair/local';
import type { Supervised } from '@lastpair/local';
import { Redis } from 'ioredis';
import { SCHEMA } from '../baselines/schema.ts';
import { checkBaseline } from '../check/check-baseline.ts';
import { withClient } from '../ground.ts';
import type { Ground } from '../ground.ts';
import { clean } from './clean.ts';
import { slowCommits } from './slow-commits.ts';
import type { System } from './system.ts';

const HOST = '127.0.0.1';
const TABLES = ['drops', 'reservations'];

type Plan = {
  what: string;
  api: string;
  worker?: string;
  needsRedis?: true;
  env?: Record<string, string>;
};

/** Other ways to build it, each of them with the processes it has. */
export const baselines = {
  B1: { what: 'Express, SELECT FOR UPDATE per request, a message per sale', api: 'row-lock' },
  B2: { what: 'Hono, one atomic statement per request, a message per sale', api: 'atomic' },
  B3: { what: 'plain tRPC subscriptions', api: 'trpc-fan-out' },
  B4: {
    what: 'Hono, one BullMQ job and transaction per command',
    api: 'job-per-command',
    worker: 'job-worker',
    needsRedis: true,
    env: { JOBS_AT_ONCE: '20' },
  },
  B5: {
    what: 'Hono, a Lua counter in Redis in front of Postgres',
    api: 'redis-gate',
    needsRedis: true,
  },
  B6: {
    what: 'B4 with one job at a time, so that commands are decided in order of arrival',
    api: 'job-per-command',
    worker: 'job-worker',
    needsRedis: true,
    env: { JOBS_AT_ONCE: '1' },
  },
} satisfies Record<string, Plan>;
export type BaselineName = keyof typeof baselines;

/** Starts a baseline on a database of its own. */
export async function startBaseline(ground: Ground, name: BaselineName): Promise<System> {
  const databaseUrl = await ground.createDatabase(name.toLowerCase());
  await withClient(databaseUrl, (client) => client.query(SCHEMA));
  await using undo = new AsyncDisposableStack();
  const plan: Plan = baselines[name];
  const redis = plan.needsRedis ? await ground.startRedis() : undefined;
  if (redis) undo.defer(() => redis.stop());
  const port = await freePort();
  const run = (part: string, file: string): Supervised =>
    supervise({
      name: `${name} ${part}`,
      entry: path.join(import.meta.dirname, '../baselines', `${file}.ts`),
      env: {
        NODE_ENV: 'production',
        PORT: String(port),
        DATABASE_URL: databaseUrl,
        REDIS_URL: redis?.url ?? '',
        ...plan.env,
      },
      onLine: (line) => ground.log(`${name} ${part}`, line),
    });
  const api = run('api', plan.api);
  const worker = plan.worker ? run('worker', plan.worker) : undefined;
  undo.defer(async () => {
    await Promise.all([api.stop(), worker?.stop()]);
  });
  await Promise.all([api.ready(), worker?.ready()]);
  const pidsOf = (process: Supervised | undefined): number[] => (process?.pid ? [process.pid] : []);

  const kept = undo.move();
  return {
    name,
    as: 'plain',
    components: () => [
      { name: 'api', pids: pidsOf(api) },
      ...(worker ? [{ name: 'worker', pids: pidsOf(worker) }] : []),
      { name: 'postgres', pids: [ground.postgresPid], family: true },
      ...(redis ? [{ name: 'redis', pids: [redis.pid] }] : []),
    ],
    async signIn() {},
    async open({ stock }, count, keep = false) {
      const dropIds = Array.from({ length: count }, () => randomUUID());
      await withClient(databaseUrl, async (client) => {
        if (!keep) await clean(client, TABLES);
        await client.query(
          'insert into drops (id, total, available) select id, $2, $2 from unnest($1::uuid[]) as id',
          [dropIds, stock],
        );
      });
      if (name === 'B5') await fillGate(redis!.url, dropIds, stock);
      return dropIds;
    },
    commandTargets: () => [{ wire: 'http', host: HOST, port }],
    watchTargets: (dropId) =>
      name === 'B3'
        ? [{ wire: 'trpc', host: HOST, port, signedIn: false, watch: dropId }]
        : [{ wire: 'live', host: HOST, port, path: '/live' }],
    check: (dropIds, results, views) =>
      name === 'B3'
        ? Promise.resolve([])
        : checkBaseline(databaseUrl, dropIds, results, views, { countsInDatabase: name !== 'B5' }),
    slowDown: (ms) => slowCommits(databaseUrl, 'drops', ms),
    [Symbol.asyncDispose]: () => kept.disposeAsync(),
  };
}

async function fillGate(redisUrl: string, dropIds: string[], stock: number): Promise<void> {
  const redis = new Redis(redisUrl);
  await Promise.all(dropIds.map((dropId) => redis.set(`bench:stock:${dropId}`, stock)));
  redis.disconnect();
}
