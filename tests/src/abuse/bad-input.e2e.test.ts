import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { useStore } from '../kit/use-store.ts';
import { ask } from './ask.ts';
import type { BadRequest } from './bad-bodies.ts';
import { expectAsBefore, readFootprint } from './footprint.ts';
import type { Footprint } from './footprint.ts';
import { inspected } from './read-heap.ts';
import { lostPaths, oddCases, restCases } from './rest-cases.ts';
import { trpcCases } from './trpc-cases.ts';

/** Nothing of how it is made may be in what it says. */
const INSIDES =
  /node_modules|\.ts:\d|\bat \w+ \(|select |insert into|syntax error|invalid input syntax|root:|packageManager/i;

describe('bad input gets a clear 4xx, changes nothing and leaves nothing behind', () => {
  const store = useStore({ backend: 'postgres', apis: 1, workers: 1, ...inspected });
  let before: Footprint;
  let ids: Record<string, string>;
  let ran = 0;

  beforeAll(async () => {
    const drop = await store().drop({ holdSeconds: 3_600 });
    using guest = await store().guest();
    const { commandId } = await guest.reserve(drop.id, '42');
    ids = { dropId: drop.id, reservationId: commandId, commandId };
    await store().drift();
    before = await readFootprint(store());
  });
  afterAll(() => console.log(`bad input: ${ran} cases`));

  const check = async (bad: BadRequest): Promise<void> => {
    ran += 1;
    const { status, headers, text } = await ask(store().url, bad);
    const said = `${bad.method} ${bad.path.slice(0, 200)}: ${bad.what}: ${status} ${text.slice(0, 300)}`;
    if (bad.allowed) expect(bad.allowed, said).toContain(status);
    else expect(status >= 400 && status < 500, said).toBe(true);
    expect(INSIDES.test(text), said).toBe(false);
    if (status < 400 || bad.method === 'HEAD' || bad.headers?.['upgrade']) return;
    expect(headers['content-type'], said).toMatch(/json/);
    const problem = JSON.parse(text) as unknown;
    if (bad.path.startsWith('/api/')) {
      expect(problem, said).toMatchObject({ status, code: expect.stringMatching(/^[a-z_]+$/) });
    }
  };

  /** The token of the merchant, who may do most, so that it is the input alone that is wrong. */
  const all = async (cases: BadRequest[], least: number): Promise<void> => {
    const wrong: string[] = [];
    for (const bad of cases) {
      await check(bad).catch((error: unknown) => wrong.push(String(error).slice(0, 700)));
    }
    expect(wrong).toEqual([]);
    expect(cases.length).toBeGreaterThan(least);
  };

  test('over every REST path', async () => {
    await all(
      restCases(store().merchant.token, (name) => ids[name]!),
      300,
    );
  });

  test('on paths that are not there', async () => {
    await all(lostPaths(), 20);
  });

  test('odd but honest requests are answered', async () => {
    await all(oddCases(store().merchant.token, ids['dropId']!), 30);
  });

  test('over every tRPC procedure', async () => {
    await all(trpcCases(store().merchant.token), 300);
  });

  test('the store is the same as before: processes, tables, connections, streams, memory', async () => {
    expect(ran).toBeGreaterThan(400);
    await expectAsBefore(store(), before);
  });
});
