import { laneOf } from '@lastpair/contracts';
import { startTcpProxy } from '@lastpair/local';
import { openRoad } from '@lastpair/queue';
import type { LaneResult } from '@lastpair/queue';
import { describe, expect, test } from 'vitest';
import { roam } from './kit/roaming.ts';
import { until } from './kit/until.ts';
import { useStore } from './kit/use-store.ts';

/** The watchdog looks every five seconds for what has been stuck for fifteen. */
const NOTICED_WITHIN_MS = 40_000;
const PING_WITHIN_MS = 30_000;

describe('what has gone quiet is found out', () => {
  const store = useStore({ backend: 'postgres', apis: 1, workers: 1 });

  test.concurrent('a worker that takes no jobs of a lane, though it looks well, ends and is replaced', async () => {
    const drop = await store().drop({
      sizes: [{ size: '42', total: 1_000 }],
      limitPerShopper: 100,
    });
    let other = await store().drop();
    const laneCount = await store().laneCount();
    const stuckLane = laneOf(drop.id, laneCount);
    while (laneOf(other.id, laneCount) === stuckLane) other = await store().drop();
    const shopper = await store().guest();
    const road = await openRoad({
      databaseUrl: store().database.url,
      laneCount,
      onError: () => {},
    });
    const lane = road.queues[stuckLane]!;
    const [worker] = store().processes.workers;

    // Somebody takes a job and never ends it, and the lane may have one at a time: the worker is not given any.
    const release = Promise.withResolvers<LaneResult>();
    let taken = false;
    await using undo = new AsyncDisposableStack();
    undo.defer(() => road.close());
    undo.defer(async () => void (await lane.removeGlobalConcurrency()));
    await lane.setGlobalConcurrency(1);
    const thief = road.work(stuckLane, () => {
      taken = true;
      return release.promise;
    });
    undo.defer(() => thief.close());
    undo.defer(() => release.resolve({ answers: {}, decidedBefore: 0 }));
    const reserve = () =>
      shopper.ws.reservations.reserve.mutate({ dropId: drop.id, size: '42', waitMs: 500 });
    await until('a job to be taken', async () => (await reserve(), taken));
    const takenAt = performance.now();
    const restarts = worker!.restarts;
    const first = await reserve();
    expect(first.status).toBe('queued');
    const refused = await until(
      'the line to be refused',
      async () => {
        const answer = await shopper.rest('POST', `/api/drops/${drop.id}/reservations`, {
          size: '42',
          waitMs: 0,
        });
        return answer.status === 503 && answer;
      },
      NOTICED_WITHIN_MS,
    );
    const refusedMs = performance.now() - takenAt;
    expect(refused.body).toMatchObject({ code: 'overloaded' });
    expect(worker!.restarts).toBe(restarts);
    expect((await shopper.reserve(other.id, '42')).status).toBe('accepted');

    await until('the worker to be replaced', () => worker!.restarts > restarts, NOTICED_WITHIN_MS);
    const replacedMs = performance.now() - takenAt;
    expect(store().lines.some((line) => line.includes('lanes with work are stuck'))).toBe(true);
    await lane.removeGlobalConcurrency();
    release.resolve({ answers: {}, decidedBefore: 0 });
    await thief.close();
    await until('the lane to be worked', async () => {
      const { status } = await shopper.reserve(drop.id, '42');
      return status !== 'queued';
    });
    // It came too late for its sender, who was told so, and had no effect.
    expect(await shopper.ws.commands.byId.query({ commandId: first.commandId })).toMatchObject({
      status: 'refused',
      reason: 'timed_out',
    });
    console.info(
      `its line refused after ${refusedMs.toFixed(0)} ms, the worker replaced after ${replacedMs.toFixed(0)} ms`,
    );
  });

  test.concurrent('a client that is gone without a word is found out, and nothing of it is left', async () => {
    const drop = await store().drop();
    const { token } = await store().guest();
    const wire = await startTcpProxy(Number(new URL(store().url).port));
    using gone = roam([`http://127.0.0.1:${wire.port}`], 0, token);
    let seen = false;
    gone.ws.drops.watch.subscribe({ dropId: drop.id }, { onData: () => void (seen = true) });
    await until('a page', () => seen, PING_WITHIN_MS);
    const watching = async (): Promise<number> => {
      const text = await (await fetch(`${store().url}/metrics`)).text();
      return Number(/^lastpair_drop_watchers (\d+)/m.exec(text)?.[1]);
    };
    await until('nobody else', async () => (await watching()) === 1, PING_WITHIN_MS);
    // No close, no reset: the machine was switched off, or a firewall has forgotten it.
    expect(wire.forget(60_000)).toBe(1);
    const forgottenAt = performance.now();
    await until('nobody to watch', async () => (await watching()) === 0, PING_WITHIN_MS);
    console.info(`found out after ${(performance.now() - forgottenAt).toFixed(0)} ms`);
    wire.close();
  });
});
