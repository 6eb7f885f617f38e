import { chmodSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { startPostgres, startRedis, startStore, waitUntil } from '@lastpair/local';
import { Client } from 'pg';
import { cpuOf } from './cpu.ts';
import { openDriver } from './driver.ts';
import { fillDesk } from './fill.ts';
import { probeLag } from './probe.ts';
import { watchFromPage } from './watch.ts';

// Measures the desk: a large one, one tap that sells as fast as it is told to, one api and one worker.

const HELP = `node tools/desk/src/measure/main.ts [--stores 1000] [--models 1000] [--rate 5000] [--seconds 20] [--redis]

Fills a desk, drives readings through tap, queue and worker, and prints readings/s, CPU and lag.
--redis puts the queue on Redis (REDIS_SERVER or /usr/bin/redis-server).`;

const { values } = parseArgs({
  options: {
    stores: { type: 'string', default: '1000' },
    models: { type: 'string', default: '1000' },
    rate: { type: 'string', default: '5000' },
    seconds: { type: 'string', default: '20' },
    redis: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});
if (values.help) {
  console.log(HELP);
  process.exit(0);
}
const [stores, models, rate, seconds] = [
  values.stores,
  values.models,
  values.rate,
  values.seconds,
].map(Number) as [number, number, number, number];
const serverPath = process.env['REDIS_SERVER'] ?? '/usr/bin/redis-server';
if (values.redis && !existsSync(serverPath)) throw new Error(`there is no ${serverPath}`);

await using undo = new AsyncDisposableStack();
const folder = mkdtempSync(path.join(tmpdir(), 'lastpair-measure-'));
chmodSync(folder, 0o755);
undo.defer(() => rmSync(folder, { recursive: true, force: true }));
const postgres = await startPostgres({ dataDir: path.join(folder, 'postgres') });
undo.defer(() => postgres.stop());
const redis = values.redis ? await startRedis({ serverPath }) : undefined;
if (redis) undo.defer(() => redis.stop());
const driver = await openDriver();
undo.defer(() => driver.close());
const merchantToken = 'a-merchant-token-for-measuring-only-0123456789';
const store = await startStore({
  databaseUrl: postgres.url,
  redisUrl: redis?.url,
  merchantToken,
  env: { TAPS: `Driver=${driver.url}`, PRIVATE_ADDRESSES: 'true', LOG_LEVEL: 'warn' },
  onLine: (name, line) => console.error(`${name}: ${line}`),
});
undo.defer(() => store.stop());
const client = new Client({ connectionString: postgres.url });
await client.connect();
undo.defer(() => client.end());

const filledAt = performance.now();
await fillDesk(client, stores, models);
const fillSeconds = (performance.now() - filledAt) / 1_000;
await waitUntil('the worker to listen', 10_000, () => driver.listening() === 1 || undefined);

const parts = {
  worker: () => cpuOf(store.workers[0]!.pid!),
  api: () => cpuOf(store.apis[0]!.pid!),
  postgres: () => cpuOf(postgres.pid, true),
  ...(redis && { redis: () => cpuOf(redis.pid) }),
  'this driver': () => cpuOf(process.pid),
};
const applied = async (): Promise<number> =>
  (await client.query<{ count: number }>('select count(*)::int as count from reading')).rows[0]!
    .count;

const page = watchFromPage(store.urls[0]!, merchantToken);
undo.defer(() => page.close());
const done = new AbortController();
const lagging = probeLag(driver, client, done.signal);
// The first seconds are for statements to be planned and code to be compiled.
await driver.drive({ rate, seconds: 3, stores, models });
const before = Object.fromEntries(Object.entries(parts).map(([name, read]) => [name, read()]));
const appliedBefore = await applied();
const eventsBefore = { ...page };
const startedAt = performance.now();
const sent = await driver.drive({ rate, seconds, stores, models });
const took = (performance.now() - startedAt) / 1_000;
const count = (await applied()) - appliedBefore;
const events = page.events - eventsBefore.events;
const kilobytes = (page.bytes - eventsBefore.bytes) / 1_000;
const cpu = Object.entries(parts).map(([name, read]) => [name, read() - before[name]!] as const);
done.abort();
const lags = await lagging;
const at = (share: number): string => lags[Math.floor((lags.length - 1) * share)]!.toFixed(0);
const { rows: taps } = await client.query<{ overtaken: number }>('select overtaken::int from tap');

console.log(`${stores} stores x ${models} models filled in ${fillSeconds.toFixed(1)} s; ${availableParallelism()} cores, queue on ${redis ? 'Redis' : 'Postgres'}
sent ${(sent / took).toFixed(0)}/s, applied ${(count / took).toFixed(0)}/s, overtaken ${taps[0]?.overtaken ?? 0}
lag from tap to shelf: p50 ${at(0.5)} ms, p99 ${at(0.99)} ms, worst ${at(1)} ms (${lags.length} probes)
a page with 100 stores x 50 models: ${(events / took).toFixed(1)} events/s, ${(kilobytes / took).toFixed(0)} kB/s
CPU for each reading applied:
${cpu.map(([name, ms]) => `  ${name.padEnd(12)} ${((ms * 1_000) / count).toFixed(0).padStart(5)} us   ${((ms / took / 1_000) * 100).toFixed(0).padStart(4)} % of a core`).join('\n')}`);
