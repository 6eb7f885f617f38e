import type { News } from '@lastpair/contracts';
import { startRedis } from '@lastpair/local';
import { openRoad } from '@lastpair/queue';
import type { LaneHandler, Road } from '@lastpair/queue';
import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { describeOnBothBackends } from './kit/backends.ts';
import { createDatabase } from './kit/database.ts';
import { until } from './kit/until.ts';

describeOnBothBackends('the road', (backend) => {
  const undo = new AsyncDisposableStack();
  let open: () => Promise<Road>;
  beforeAll(async () => {
    const database = undo.use(await createDatabase());
    const serverPath = inject('redisServer');
    const redis = backend === 'redis' && serverPath ? await startRedis({ serverPath }) : undefined;
    if (redis) undo.defer(() => redis.stop());
    open = async () => {
      const road = await openRoad({
        redisUrl: redis?.url,
        databaseUrl: database.url,
        onError: () => {},
      });
      undo.defer(() => road.close());
      return road;
    };
  });
  afterAll(() => undo.disposeAsync());

  test('news published by one process is heard by all, replayed ids among it, however many', async () => {
    const [here, there] = await Promise.all([open(), open()]);
    const heard: News[] = [];
    const ends = await Promise.all(
      [here, there].map((road) => road.listen((news) => void heard.push(news))),
    );
    const dropId = uuidv7();
    const replayed = Array.from({ length: 250 }, () => uuidv7());
    await here.publish({ dropId, seq: 7, replayed });
    await until(
      'all of it, twice',
      () => heard.flatMap((news) => news.replayed ?? []).length === 500,
    );
    expect(new Set(heard.flatMap((news) => news.replayed ?? []))).toEqual(new Set(replayed));
    expect(heard.every((news) => news.dropId === dropId && news.seq === 7)).toBe(true);
    for (const end of ends) await end();
  });

  test('jobs come with what was sent, and none is overtaken but by those fetched in the same moment', async () => {
    const road = await open();
    const dropId = uuidv7();
    const lane = Number.parseInt(dropId.slice(-8), 16) % 8;
    const seen: string[] = [];
    await using _ = working(road, lane, async (job) => {
      seen.push(...job.data.commands.map(({ commandId }) => commandId));
      return { seq: 0, answers: {}, decidedBefore: 0 };
    });
    const sent: string[] = [];
    for (let n = 0; n < 50; n += 1) {
      const commandId = uuidv7();
      sent.push(commandId);
      await road.send(dropId, [
        {
          kind: 'reserve',
          commandId,
          dropId,
          shopperId: uuidv7(),
          receivedAt: Date.now(),
          size: '42',
        },
      ]);
    }
    await until('all jobs', () => seen.length === sent.length);
    expect(new Set(seen)).toEqual(new Set(sent));
    const overtaken = seen.map((commandId, n) => Math.abs(sent.indexOf(commandId) - n));
    expect(Math.max(...overtaken)).toBeLessThanOrEqual(3);
  });

  test('a tick comes once however often it is asked for, not before its time, and can be asked for again', async () => {
    const road = await open();
    const dropId = uuidv7();
    const lane = Number.parseInt(dropId.slice(-8), 16) % 8;
    const at: number[] = [];
    await using _ = working(road, lane, async (job) => {
      if (job.data.tick) at.push(Date.now());
      return { seq: 0, answers: {}, decidedBefore: 0 };
    });
    const asked = Date.now();
    for (let n = 0; n < 5; n += 1) await road.tick(dropId, 'expire-1', 500);
    await until('the tick', () => at.length === 1);
    expect(at[0]! - asked).toBeGreaterThanOrEqual(499);
    await until('another', async () => {
      // Refused while the first is still under way.
      await road.tick(dropId, 'expire-1', 0);
      return at.length > 1;
    });
  });

  test('what waits is counted, and the queue answers that it is there', async () => {
    const road = await open();
    await road.ping();
    const before = await road.countWaiting();
    await road.send(uuidv7(), []);
    expect(await road.countWaiting()).toBe(before + 1);
  });
});

/** Works a lane for as long as it is in scope. */
function working(road: Road, lane: number, handler: LaneHandler): AsyncDisposable {
  const worker = road.work(lane, handler);
  return { [Symbol.asyncDispose]: () => worker.close() };
}

test('a producer says within seconds that Redis is not there', async () => {
  const road = await openRoad({
    redisUrl: 'redis://127.0.0.1:1',
    databaseUrl: 'postgres://nowhere',
    onError: () => {},
  });
  const start = Date.now();
  await expect(road.send(uuidv7(), [])).rejects.toThrow();
  expect(Date.now() - start).toBeLessThan(5_000);
  await road.close().catch(() => undefined);
});
