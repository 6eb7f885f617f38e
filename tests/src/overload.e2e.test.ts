import { setTimeout as sleep } from 'node:timers/promises';
import { TRPCClientError } from '@trpc/client';
import { describe, expect, inject, test } from 'vitest';
import type { TestClient } from './kit/client.ts';
import { until } from './kit/until.ts';
import { useStore } from './kit/use-store.ts';

const LINE_MAXIMUM = 60;
const CLIENTS = 50;
/** How many ask at once on each client's socket: a crowd that fits in the line, and one ten times as large. */
const CALM = 1;
const FLOOD = 10;
const LASTS_MS = 3_000;
/** Whoever is sent away waits a little, though not as long as they were asked to. */
const PAUSE_MS = 150;
/** It should be a hundred; the rest is for a slow machine. */
const REFUSED_WITHIN_MS = 400;
/** Client, store and database share two cores with the flood, so this is wide. */
const SLOWER_AT_MOST = 10;

describe('more than the store can decide', () => {
  const store = useStore({
    backend: inject('redisServer') === null ? 'postgres' : 'redis',
    apis: 1,
    workers: 1,
    env: { LINE_MAXIMUM: String(LINE_MAXIMUM) },
  });

  test('is refused at once, and what is let in takes no longer than before', async () => {
    const drop = await store().drop({ sizes: [{ size: '42', total: 5 }] });
    const clients = await Promise.all(Array.from({ length: CLIENTS }, () => store().guest()));
    const looker = await store().guest();
    await flood(clients, drop.id, CALM, 500);
    const calm = await flood(clients, drop.id, CALM, LASTS_MS);
    expect(calm.refused).toEqual([]);

    const over = new AbortController();
    const flooding = flood(clients, drop.id, FLOOD, LASTS_MS).finally(() => over.abort());
    const refusal = await until('a refusal over REST', async () => {
      const path = `/api/drops/${drop.id}/reservations`;
      const { status, headers, body } = await looker.rest('POST', path, { size: '42' });
      return status === 503 && { retryAfter: headers.get('retry-after'), body };
    });
    expect(refusal).toMatchObject({ retryAfter: '1', body: { code: 'overloaded' } });
    const inLine: number[] = [];
    while (!over.signal.aborted) {
      const { body } = await looker.rest('GET', '/metrics');
      inLine.push(Number(/^lastpair_commands_in_line (\d+)/m.exec(body['text'] as string)?.[1]));
      await sleep(PAUSE_MS);
    }
    const flooded = await flooding;

    expect(Math.max(...inLine)).toBeLessThanOrEqual(LINE_MAXIMUM);
    expect(flooded.refused.length).toBeGreaterThan(100);
    expect(flooded.decided.length).toBeGreaterThan(100);
    expect(median(flooded.refused)).toBeLessThan(REFUSED_WITHIN_MS);
    expect(median(flooded.decided)).toBeLessThan(SLOWER_AT_MOST * median(calm.decided));
    console.info(
      `${flooded.refused.length} refused after ${median(flooded.refused).toFixed(1)} ms; ${flooded.decided.length} decided after ${median(flooded.decided).toFixed(1)} ms, and without the flood ${calm.decided.length} after ${median(calm.decided).toFixed(1)} ms (medians)`,
    );
    expect((await looker.reserve(drop.id, '42')).status).not.toBe('queued');
  });
});

/** Everybody asks again and again; gives how long each answer took, in milliseconds. */
async function flood(
  clients: readonly TestClient[],
  dropId: string,
  atOnce: number,
  lastsMs: number,
): Promise<{ decided: number[]; refused: number[] }> {
  const decided: number[] = [];
  const refused: number[] = [];
  const end = performance.now() + lastsMs;
  const ask = async (client: TestClient): Promise<void> => {
    const at = performance.now();
    try {
      await client.ws.reservations.reserve.mutate({ dropId, size: '42' });
      decided.push(performance.now() - at);
    } catch (error) {
      if (!(error instanceof TRPCClientError)) throw error;
      expect(error.data).toMatchObject({ problem: 'overloaded', retryAfterSeconds: 1 });
      refused.push(performance.now() - at);
      await sleep(PAUSE_MS);
    }
  };
  await Promise.all(
    clients.flatMap((client) =>
      Array.from({ length: atOnce }, async () => {
        while (performance.now() < end) await ask(client);
      }),
    ),
  );
  return { decided, refused };
}

const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]!;
