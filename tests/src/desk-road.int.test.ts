import type { DeskNews, ReadingsJob } from '@lastpair/contracts';
import { startRedis } from '@lastpair/local';
import { openRoad } from '@lastpair/queue';
import type { DeskRoad } from '@lastpair/queue';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { describeOnBothBackends } from './kit/backends.ts';
import { createDatabase } from './kit/database.ts';
import { until } from './kit/until.ts';

describeOnBothBackends('the desk’s queues', (backend) => {
  const undo = new AsyncDisposableStack();
  let desk: DeskRoad;
  beforeAll(async () => {
    const database = undo.use(await createDatabase());
    const serverPath = inject('redisServer');
    const redis = backend === 'redis' && serverPath ? await startRedis({ serverPath }) : undefined;
    if (redis) undo.defer(() => redis.stop());
    const road = await openRoad({
      redisUrl: redis?.url,
      databaseUrl: database.url,
      laneCount: 2,
      onError: () => {},
    });
    undo.defer(() => road.close());
    ({ desk } = road);
  });
  afterAll(() => undo.disposeAsync());

  test('a batch that is sent again while it is in line is done once, and again after it was done', async () => {
    const batch: ReadingsJob = {
      version: 1,
      batchId: crypto.randomUUID(),
      readings: [{ store: 'Laval', model: 'ADERI', inventory: 1, stamp: 1, tapId: null }],
    };
    for (let n = 0; n < 3; n += 1) await desk.sendReadings(batch);
    const done: ReadingsJob[] = [];
    const worker = desk.workReadings(async ({ data }) => {
      done.push(data);
      return { applied: 1 };
    });
    undo.defer(() => worker.close());
    await until('the batch', () => done.length > 0);
    await until('the queue to forget it', async () => {
      const counts = await Promise.all(desk.queues.map((queue) => queue.getJobCountByTypes()));
      return counts.every((count) => count === 0);
    });
    expect(done).toEqual([batch]);
    await desk.sendReadings(batch);
    await until('it is done again', () => done.length === 2);
  });

  test('a call that fails is tried again, so many times, with longer and longer pauses', async () => {
    const tries: number[] = [];
    const worker = desk.workCalls(async (callId) => {
      expect(callId).toBe(id);
      tries.push(performance.now());
      if (tries.length < 4) throw new Error('not now');
    });
    undo.defer(() => worker.close());
    const id = crypto.randomUUID();
    await desk.call(id, { attempts: 4, backoffMs: 200 });
    await until('four tries', () => tries.length === 4);
    // Each pause is a fifth shorter than it might be, at the most. A busy machine makes them longer, never shorter, but for the
    // milliseconds by which two clocks differ.
    for (const [n, longestMs] of [200, 400, 800].entries()) {
      expect(tries[n + 1]! - tries[n]!).toBeGreaterThan(longestMs * 0.8 - 20);
    }
  });

  test('a chore is done at its times, however many ask for it, until it is called off', async () => {
    const done: string[] = [];
    const worker = desk.workChores(async (chore) => void done.push(chore));
    undo.defer(() => worker.close());
    await Promise.all([1, 2, 3].map(() => desk.scheduleChore('dump', '* * * * * *')));
    const before = Date.now();
    await until('two seconds of it', () => done.length >= 2);
    expect(done.length).toBeLessThanOrEqual((Date.now() - before) / 1_000 + 2);
    await desk.cancelChore('dump');
    await desk.doChore('history');
    await until('what is asked for now', () => done.includes('history'));
    expect(new Set(done)).toEqual(new Set(['dump', 'history']));
  });

  test('news of the desk is heard with the batches in it', async () => {
    const heard: DeskNews[] = [];
    const end = await desk.listen((news) => void heard.push(news));
    const batchIds = [crypto.randomUUID()];
    await desk.publish({ seq: 7, batchIds });
    await until('the news', () => heard.length === 1);
    expect(heard).toEqual([{ seq: 7, batchIds }]);
    await end();
  });
});
