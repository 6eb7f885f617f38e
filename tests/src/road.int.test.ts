import { COMMANDS_PER_JOB, laneOf } from '@lastpair/contracts';
import type { Command, Growth, News } from '@lastpair/contracts';
import { startRedis } from '@lastpair/local';
import { openRoad } from '@lastpair/queue';
import type { LaneHandler, LaneResult, Road } from '@lastpair/queue';
import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { describeOnBothBackends } from './kit/backends.ts';
import { createDatabase } from './kit/database.ts';
import { issued } from './kit/issued.ts';
import { until } from './kit/until.ts';

const LANE_COUNT = 4;
const NOTHING: LaneResult = { answers: {}, decidedBefore: 0 };

/** A wish for a pair of a drop, or of one whose id ends so that it is in `lane`. */
const reserve = (id: string, lane?: number): Command => ({
  ...issued(lane === undefined ? id : `${id.slice(0, -1)}${lane}`),
  kind: 'reserve',
  size: '42',
});

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
        laneCount: LANE_COUNT,
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
    const drops = Array.from({ length: 150 }, (_, n) => ({ dropId: uuidv7(), seq: n + 1 }));
    const replayed = Array.from({ length: 250 }, () => uuidv7());
    await here.publish({ drops, replayed });
    const allReplayed = () => heard.flatMap((news) => news.replayed ?? []);
    const allDrops = () => heard.flatMap((news) => news.drops);
    await until(
      'all of it, twice',
      () => allReplayed().length === 500 && allDrops().length === 300,
    );
    expect(new Set(allReplayed())).toEqual(new Set(replayed));
    const seqs = (growths: Growth[]) => new Map(growths.map(({ dropId, seq }) => [dropId, seq]));
    expect(seqs(allDrops())).toEqual(seqs(drops));
    for (const end of ends) await end();
  });

  test('jobs come with what was sent, and none is overtaken but by those fetched in the same moment', async () => {
    const road = await open();
    const dropId = uuidv7();
    const lane = laneOf(dropId, LANE_COUNT);
    const seen: string[] = [];
    await using _ = working(road, lane, async (job) => {
      seen.push(...job.data.commands.map(({ commandId }) => commandId));
      return NOTHING;
    });
    const sent: string[] = [];
    for (let n = 0; n < 50; n += 1) {
      const command = reserve(dropId);
      sent.push(command.commandId);
      await road.send([command]);
    }
    await until('all jobs', () => seen.length === sent.length);
    expect(new Set(seen)).toEqual(new Set(sent));
    const overtaken = seen.map((commandId, n) => Math.abs(sent.indexOf(commandId) - n));
    expect(Math.max(...overtaken)).toBeLessThanOrEqual(3);
  });

  test('a tick comes once however often it is asked for, not before its time, and can be asked for again', async () => {
    const road = await open();
    const dropId = uuidv7();
    const lane = laneOf(dropId, LANE_COUNT);
    const at: number[] = [];
    await using _ = working(road, lane, async (job) => {
      if (job.data.ticks.includes(dropId)) at.push(Date.now());
      return NOTHING;
    });
    const asked = Date.now();
    for (let n = 0; n < 5; n += 1) await road.tick([dropId], 500, 'expire-1');
    await until('the tick', () => at.length === 1);
    expect(at[0]! - asked).toBeGreaterThanOrEqual(499);
    await until('another', async () => {
      // Refused while the first is still under way.
      await road.tick([dropId], 0, 'expire-1');
      return at.length > 1;
    });
  });

  test('what is sent is a job for each lane, or more if it is much; what waits is counted, and the queue answers that it is there', async () => {
    const road = await open();
    await road.ping();
    const before = await road.countWaiting();
    const many = Array.from({ length: COMMANDS_PER_JOB + 1 }, () => reserve(uuidv7(), 3));
    await road.send([...many, reserve(uuidv7(), 5)]);
    expect(await road.countWaiting()).toBe(before + 3);
    expect(await road.countWaiting(3)).toBeGreaterThanOrEqual(2);
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
    laneCount: LANE_COUNT,
    onError: () => {},
  });
  const start = Date.now();
  await expect(road.send([reserve(uuidv7())])).rejects.toThrow();
  expect(Date.now() - start).toBeLessThan(5_000);
  await road.close().catch(() => undefined);
});
