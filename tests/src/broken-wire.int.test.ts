import type { Command } from '@lastpair/contracts';
import { connect, isBusy, migrate, readSeqs } from '@lastpair/db';
import { startRedis, startTcpProxy } from '@lastpair/local';
import { openRoad } from '@lastpair/queue';
import { sql } from 'kysely';
import { setTimeout as sleep } from 'node:timers/promises';
import { v7 as uuidv7 } from 'uuid';
import { describe, expect, inject, test, vi } from 'vitest';
import { createDatabase } from './kit/database.ts';
import { issued } from './kit/issued.ts';
import { until } from './kit/until.ts';

/** A silence of the database is noticed after five seconds; the rest is for a slow machine. */
const NOTICED_WITHIN_MS = 12_000;

const through = (url: string, port: number): string => {
  const changed = new URL(url);
  changed.port = String(port);
  return changed.href;
};

test('a session that ends while a transaction has it fails that transaction alone, not the process', async () => {
  await using database = await createDatabase();
  const db = connect(database.url, { poolSize: 2, name: 'test-lent', onError: () => {} });
  const transaction = db.transaction().execute(async (trx) => {
    await sql`select 1`.execute(trx);
    await database.query(
      `select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'test-lent'`,
    );
    // The end arrives while nothing is asked, so no query can take the blame for it.
    await until('the end of the session', async () => {
      const [row] = await database.query<{ count: number }>(
        `select count(*)::int from pg_stat_activity where application_name = 'test-lent'`,
      );
      return row!.count === 0;
    });
    await sql`select 1`.execute(trx);
  });
  await expect(transaction).rejects.toThrow();
  await sql`select 1`.execute(db);
  await db.destroy();
});

test('connections that lead nowhere are given up together, not one by one', async () => {
  await using database = await createDatabase();
  const proxy = await startTcpProxy(Number(new URL(database.url).port));
  const db = connect(through(database.url, proxy.port), {
    poolSize: 5,
    name: 'test-silent',
    onError: () => {},
  });
  await migrate(db);
  await Promise.all(Array.from({ length: 5 }, () => sql`select pg_sleep(0.1)`.execute(db)));
  expect(proxy.forget(60_000)).toBe(5);
  const startedAt = performance.now();
  await until('an answer', async () => (await readSeqs(db)).size === 0, NOTICED_WITHIN_MS);
  expect(performance.now() - startedAt).toBeLessThan(NOTICED_WITHIN_MS);
  await db.destroy();
  proxy.close();
});

test('a process that starts waits for a database that is slow to let it in, and not for one that is not there', async () => {
  await using database = await createDatabase();
  const proxy = await startTcpProxy(Number(new URL(database.url).port));
  const options = { poolSize: 1, name: 'test-slow', onError: () => {} };
  const db = connect(through(database.url, proxy.port), options);
  proxy.stall(true);
  const migrated = migrate(db);
  const given = vi.fn();
  migrated.then(given, given);
  // Longer than an attempt to connect may take.
  await sleep(3_000);
  expect(given).not.toHaveBeenCalled();
  proxy.stall(false);
  await migrated;
  expect((await readSeqs(db)).size).toBe(0);
  await db.destroy();
  proxy.close();

  const nowhere = connect(through(database.url, proxy.port), options);
  const askedAt = performance.now();
  await expect(migrate(nowhere)).rejects.toThrow('could not be brought up to date');
  expect(performance.now() - askedAt).toBeLessThan(10_000);
  await nowhere.destroy();
});

test('a listener that is not let in when it starts says that the database is busy, or that there is none', async () => {
  await using database = await createDatabase();
  const proxy = await startTcpProxy(Number(new URL(database.url).port));
  const databaseUrl = through(database.url, proxy.port);
  const road = await openRoad({ databaseUrl, laneCount: 1, onError: () => {} });
  const whyNot = (): Promise<unknown> => road.listen(() => {}).catch((error: unknown) => error);
  proxy.stall(true);
  expect(isBusy(await whyNot())).toBe(true);
  proxy.close();
  expect(isBusy(await whyNot())).toBe(false);
  await road.close();
});

describe('news is heard again soon after the wire was forgotten, without anybody closing it', () => {
  const hears = async (databaseUrl: string, redisUrl: string | undefined, forget: () => void) => {
    const onError = (): void => {};
    await using undo = new AsyncDisposableStack();
    const road = await openRoad({ databaseUrl, redisUrl, laneCount: 2, onError });
    undo.defer(() => road.close());
    let heard = 0;
    const end = await road.listen(() => void (heard += 1));
    undo.defer(end);
    const publish = () => road.publish({ drops: [{ dropId: uuidv7(), seq: 1 }] }).catch(onError);
    await publish();
    await until('the first news', () => heard === 1);
    forget();
    await until('news again', async () => (await publish(), heard > 1), NOTICED_WITHIN_MS);
  };

  test('on Postgres', async () => {
    await using database = await createDatabase();
    const proxy = await startTcpProxy(Number(new URL(database.url).port));
    await hears(through(database.url, proxy.port), undefined, () => proxy.forget(60_000));
    proxy.close();
  });

  test.skipIf(inject('redisServer') === null)('on Redis', async () => {
    const redis = await startRedis({ serverPath: inject('redisServer')! });
    const proxy = await startTcpProxy(redis.port);
    await hears('postgres://nowhere', `redis://127.0.0.1:${proxy.port}`, () =>
      proxy.forget(60_000),
    );
    proxy.close();
    await redis.stop();
  });
});

test('a lane that is opened while the database hangs is worked as soon as it answers', async () => {
  await using database = await createDatabase();
  const proxy = await startTcpProxy(Number(new URL(database.url).port));
  const errors: Error[] = [];
  const road = await openRoad({
    databaseUrl: through(database.url, proxy.port),
    laneCount: 1,
    onError: (error) => void errors.push(error),
  });
  await road.countWaiting();
  proxy.stall(true);
  const done: string[] = [];
  const worker = road.work(0, async ({ data: { commands } }) => {
    done.push(...commands.map(({ commandId }) => commandId));
    return { answers: {}, decidedBefore: 0 };
  });
  await until('its first connection to be given up', () => errors.length > 0);
  proxy.stall(false);
  const command: Command = { ...issued(uuidv7()), kind: 'open' };
  await road.send([command]);
  await until('the command', () => done.includes(command.commandId));
  await worker.close();
  await road.close();
  proxy.close();
});
