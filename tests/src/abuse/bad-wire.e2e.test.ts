import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { rest } from '../kit/client.ts';
import { useStore } from '../kit/use-store.ts';
import { statusesIn, wire } from './ask.ts';
import { expectAsBefore, readFootprint } from './footprint.ts';
import type { Footprint } from './footprint.ts';
import { inspected } from './read-heap.ts';
import { wireCases } from './wire-cases.ts';
import type { WireCase } from './wire-cases.ts';

describe('bytes that are no good HTTP', () => {
  const store = useStore({ backend: 'postgres', apis: 1, workers: 1, ...inspected });
  let before: Footprint;
  let ran = 0;
  beforeAll(async () => {
    await store().drift();
    before = await readFootprint(store());
  });
  afterAll(() => console.log(`bad wire: ${ran} cases`));

  const check = async ({ what, bytes, allowed }: WireCase): Promise<void> => {
    ran += 1;
    const heard = await wire(store().url, bytes);
    expect(allowed, `${what}: ${heard.slice(0, 300)}`).toContainEqual(statusesIn(heard));
  };

  test('get one answer that is no 5xx, and the connection is closed, though they never end', async () => {
    const results = await Promise.allSettled(wireCases.map((each) => check(each)));
    const wrong = results.flatMap((result) =>
      result.status === 'rejected' ? [String(result.reason)] : [],
    );
    expect(wrong).toEqual([]);
    expect(store().processes.apis[0]!.restarts).toBe(0);
  });

  test('requests on the heels of one another are each answered, in order', async () => {
    const line = (target: string, last = false): string =>
      `GET ${target} HTTP/1.1\r\nHost: x\r\n${last ? 'Connection: close\r\n' : ''}\r\n`;
    const many = line('/api/drops').repeat(50) + line('/api/nothing') + line('/api/drops', true);
    const heard = await wire(store().url, many);
    expect(statusesIn(heard)).toEqual([...Array.from({ length: 50 }, () => 200), 404, 200]);
  });

  test('a client that hangs up in the middle of anything is not missed', async () => {
    const asks = Array.from({ length: 50 }, async (_, n) => {
      const gone = AbortSignal.timeout(n);
      await fetch(`${store().url}/api/drops`, { signal: gone }).catch(() => undefined);
    });
    await Promise.all(asks);
    expect((await rest(store().url, 'GET', '/api/health')).status).toBe(200);
  });

  test('the store is the same as before: processes, tables, connections, streams, memory', async () => {
    expect(ran).toBeGreaterThan(100);
    await expectAsBefore(store(), before);
  });
});
