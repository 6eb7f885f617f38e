import { Redis } from 'ioredis';
import { expect, test } from 'vitest';
import { describeOnBothBackends } from '../kit/backends.ts';
import type { TestStore } from '../kit/store.ts';
import { useStore } from '../kit/use-store.ts';

const NAME = 'Zebulon Quist';

describeOnBothBackends('names and tokens are written nowhere but where they belong', (backend) => {
  const store = useStore({ backend, apis: 1, workers: 1, env: { LOG_LEVEL: 'trace' } });

  test('not into jobs, not into other tables, not into logs', async () => {
    const secrets = await makeTraffic(store());
    const found = (text: string): string[] => secrets.filter((secret) => text.includes(secret));

    const tables = await readTables(store());
    expect(Object.keys(tables).length).toBeGreaterThan(10);
    const jobs = Object.entries(tables).filter(([table]) => table.startsWith('bullmq.'));
    for (const [table, text] of Object.entries(tables)) {
      expect([table, found(text)]).toEqual([table, table === 'public.shopper' ? [NAME] : []]);
    }
    const inRedis = backend === 'redis' ? await readRedis(store().redisUrl!) : '';
    expect(found(inRedis)).toEqual([]);
    const carried = backend === 'redis' ? inRedis : jobs.map(([, text]) => text).join();
    expect(carried).toContain('"kind":"reserve"');

    const logs = store().lines.join('\n');
    expect(logs).toContain('api started');
    expect(found(logs)).toEqual([]);
  });
});

/** Some of everything, good and bad. Gives the texts that must not turn up. */
async function makeTraffic(store: TestStore): Promise<string[]> {
  const guest = await store.guest({ name: NAME });
  const { merchant } = store;
  const drop = await store.drop({ sizes: [{ size: '42', total: 2 }], limitPerShopper: 2 });
  const signedIn = await merchant.rest('POST', '/api/merchants', { token: merchant.token });
  const cookie = signedIn.headers.get('set-cookie')!.split(';')[0]!;
  const first = await guest.reserve(drop.id, '42');
  const second = await guest.reserve(drop.id, '42');
  await guest.reserve(drop.id, '42');
  await guest.http.reservations.purchase.mutate({ reservationId: first.commandId });
  await guest.ws.reservations.release.mutate({ reservationId: second.commandId });
  await merchant.rest('POST', `/api/drops/${drop.id}/restock`, { size: '42', quantity: 1 });
  // What goes wrong is where secrets get out.
  const wrong = 'a-token-that-is-nobodys-0123456789';
  await merchant.rest('POST', '/api/merchants', { token: wrong });
  await guest.rest('POST', '/api/guests', { name: NAME, no: 1 });
  await guest.rest('POST', '/api/guests', `{"name":"${NAME}"`);
  await guest.rest('POST', `/api/drops/${drop.id}/reservations`, { size: NAME });
  await fetch(`${store.url}/api/me?token=${wrong}`, {
    headers: { cookie: `lastpair_session=${wrong}` },
  });
  await guest.rest('POST', '/api/sign-out');
  const sessionOf = (text: string): string => text.split('=')[1]!;
  return [NAME, guest.token, merchant.token, sessionOf(cookie), wrong];
}

/** Every row of every table, as text. */
async function readTables(store: TestStore): Promise<Record<string, string>> {
  const tables = await store.database.query<{ schema: string; name: string }>(
    `select table_schema as schema, table_name as name from information_schema.tables
     where table_schema not in ('pg_catalog', 'information_schema') and table_type = 'BASE TABLE'`,
  );
  const texts: Record<string, string> = {};
  for (const { schema, name } of tables) {
    const rows = await store.database.query(`select * from "${schema}"."${name}"`);
    texts[`${schema}.${name}`] = JSON.stringify(rows).replaceAll('\\"', '"');
  }
  return texts;
}

/** Every key of a Redis with all that is in it, as text. */
async function readRedis(url: string): Promise<string> {
  const redis = new Redis(url);
  try {
    const keys = await redis.keys('*');
    const values = await Promise.all(
      keys.map(async (key) => {
        switch (await redis.type(key)) {
          case 'hash':
            return JSON.stringify(await redis.hgetall(key));
          case 'stream':
            return JSON.stringify(await redis.xrange(key, '-', '+'));
          case 'zset':
            return JSON.stringify(await redis.zrange(key, 0, '-1'));
          case 'list':
            return JSON.stringify(await redis.lrange(key, 0, -1));
          case 'set':
            return JSON.stringify(await redis.smembers(key));
          default:
            return await redis.get(key);
        }
      }),
    );
    return `${keys.join('\n')}\n${values.join('\n')}`.replaceAll('\\"', '"');
  } finally {
    redis.disconnect();
  }
}
