import { describe, expect, inject, test } from 'vitest';
import { startTraffic } from './kit/traffic.ts';
import { until } from './kit/until.ts';
import { useStore } from './kit/use-store.ts';

const DRAIN_SECONDS = 1;
const RECONNECT_SECONDS = 2;
/** What an api may take beyond both. */
const LONGER_MS = 3_000;
const SHOPPERS = 40;
/** Sockets that do not speak tRPC and stay until they are closed. */
const MUTE = 10;
/** What pino calls error and fatal. */
const ERROR_LINE = /"level":[56]0,/;

describe('asked to stop in the middle of a crowd', () => {
  const store = useStore({
    backend: inject('redisServer') === null ? 'postgres' : 'redis',
    env: {
      DRAIN_SECONDS: String(DRAIN_SECONDS),
      RECONNECT_SECONDS: String(RECONNECT_SECONDS),
      LOG_LEVEL: 'info',
    },
  });

  test('an api says so first, sends its sockets away one after the other, answers everybody, and ends well', async () => {
    const before = store().lines.length;
    const drop = await store().drop({ sizes: [{ size: '42', total: 20 }] });
    // Three of four are with the one that will stop, and one of four sends over REST.
    using traffic = await startTraffic({
      store: store(),
      dropId: drop.id,
      size: '42',
      shoppers: SHOPPERS,
      api: (n) => (n % 4 === 0 ? 1 : 0),
      overRest: (n) => n % 4 === 1,
    });
    const [url] = store().urls;
    const closes: { at: number; code: number }[] = [];
    for (let n = 0; n < MUTE; n += 1) {
      const socket = new WebSocket(`${url!.replace('http', 'ws')}/trpc`);
      socket.addEventListener('close', ({ code }) => closes.push({ at: performance.now(), code }));
      await new Promise((resolve) => socket.addEventListener('open', resolve));
    }
    await until('a crowd', () => traffic.answers.size > 500);

    const [api] = store().processes.apis;
    const answeredBefore = traffic.answers.size;
    const said = store().lines.length;
    const askedAt = performance.now();
    api!.kill('SIGTERM');
    const unreadyAt = await until('the api to be not ready', async () => {
      const { status } = await fetch(`${url}/api/ready`);
      return status === 503 && performance.now();
    });
    expect((await fetch(`${url}/api/live`)).status).toBe(200);
    expect((await fetch(`${store().urls[1]}/api/ready`)).status).toBe(200);
    await until('its end', () => ending('api', said) !== undefined);
    const tookMs = performance.now() - askedAt;
    expect(ending('api', said)).toContain('ended with 0;');
    expect(tookMs).toBeLessThan((DRAIN_SECONDS + RECONNECT_SECONDS) * 1_000 + LONGER_MS);
    expect(traffic.answers.size).toBeGreaterThan(answeredBefore + 100);

    expect(closes).toHaveLength(MUTE);
    expect(new Set(closes.map(({ code }) => code))).toEqual(new Set([1012]));
    const left = [...closes.map(({ at }) => at), ...traffic.sockets.flatMap((s) => s.closedAt)];
    left.sort((a, b) => a - b);
    expect(left).toHaveLength(MUTE + (SHOPPERS * 3) / 4);
    // Readiness goes a whole drain earlier; the rest is for a slow machine.
    expect(left[0]! - unreadyAt).toBeGreaterThan(DRAIN_SECONDS * 500);
    expect(left.at(-1)! - left[0]!).toBeGreaterThan(RECONNECT_SECONDS * 500);
    const atOnce = left.map((from) => left.filter((at) => at >= from && at < from + 200).length);
    expect(Math.max(...atOnce)).toBeLessThan(left.length / 2);

    await api!.ready();
    await traffic.leave();
    await bookkeeping(drop.id, traffic, before);
    console.info(
      `api: ${tookMs.toFixed(0)} ms, ${traffic.answers.size} answers, ${traffic.resent()} sent again over sockets, sockets left over ${(left.at(-1)! - left[0]!).toFixed(0)} ms, at most ${Math.max(...atOnce)} of ${left.length} in 200 ms`,
    );
  });

  test('a worker finishes what it has in hand, gives its lanes to the other, and ends well', async () => {
    const before = store().lines.length;
    const drop = await store().drop({ sizes: [{ size: '42', total: 20 }] });
    using traffic = await startTraffic({
      store: store(),
      dropId: drop.id,
      size: '42',
      shoppers: SHOPPERS,
      api: (n) => n % 2,
      overRest: (n) => n % 4 === 1,
    });
    await until('a crowd', () => traffic.answers.size > 500);
    for (const name of ['worker', 'worker-2']) {
      const worker = store().processes.workers.find((each) => each.name === name)!;
      const said = store().lines.length;
      const askedAt = performance.now();
      worker.kill('SIGTERM');
      await until('its end', () => ending(name, said) !== undefined);
      const tookMs = performance.now() - askedAt;
      expect(ending(name, said)).toContain('ended with 0;');
      expect(tookMs).toBeLessThan(5_000);
      const answered = traffic.answers.size;
      await until('answers all the same', () => traffic.answers.size > answered + 200);
      await worker.ready();
      console.info(`${name}: ${tookMs.toFixed(0)} ms`);
    }
    await traffic.leave();
    await bookkeeping(drop.id, traffic, before);
  });

  /** How a process ended, in the words of who runs it, after so many lines had been said. */
  const ending = (name: string, said: number): string | undefined =>
    store()
      .lines.slice(said)
      .find((line) => line.startsWith(`${name}: `) && line.includes('ended with'));

  /** Every answer is the one row of the log, every page is at its end, and nobody complained after that line. */
  const bookkeeping = async (
    dropId: string,
    traffic: Awaited<ReturnType<typeof startTraffic>>,
    said: number,
  ): Promise<void> => {
    const log = await store().database.query<{ id: string; seq: number; status: string }>(
      `select command_id as id, seq::int, result->>'status' as status
       from outcome where drop_id = $1 and kind in ('reserve', 'release')`,
      [dropId],
    );
    const told = [...traffic.answers.values()].map(({ commandId, seq, status }) => ({
      id: commandId,
      seq,
      status,
    }));
    const byId = (a: { id: string }, b: { id: string }) => (a.id < b.id ? -1 : 1);
    expect(told.toSorted(byId)).toEqual(log.toSorted(byId));
    await traffic.pagesAt((await store().view(dropId)).seq);
    const complaints = store()
      .lines.slice(said)
      .filter((line) => ERROR_LINE.test(line));
    expect(complaints).toEqual([]);
  };
});
