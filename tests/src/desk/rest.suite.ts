import { expect, test } from 'vitest';
import { connectClient, rest } from '../kit/client.ts';
import { watchDesk } from '../kit/desk.ts';
import type { TestStore } from '../kit/store.ts';
import { until } from '../kit/until.ts';

export const INVENTORY_TOKEN = 'an-inventory-token-for-tests-only-0123456789';

/** Who may do what at the desk, over REST and tRPC, and how one follows it. */
export function restTests(store: () => TestStore): void {
  const inventory = () =>
    connectClient(store().urls[1]!, INVENTORY_TOKEN, {
      id: 'inventory',
      name: 'Inventory',
      role: 'inventory',
    });
  const send = (readings: unknown[]) =>
    store().merchant.rest('POST', '/api/stores/readings', { readings });

  test('readings by REST are taken; bad ones are named by their place', async () => {
    const { status, body } = await send([
      { store: 'Post', model: 'ADERI', inventory: 9 },
      { store: '', model: 'ADERI', inventory: 9 },
      { store: 'Post', model: 'TALVO', inventory: 3 },
      { store: 'Post', model: 'ADERI', inventory: 8 },
      'nonsense',
    ]);
    expect({ status, body }).toEqual({
      status: 200,
      body: {
        taken: 3,
        applied: true,
        bad: [
          { index: 1, reason: 'bad_store' },
          { index: 4, reason: 'not_an_object' },
        ],
      },
    });
    using department = inventory();
    const stores = await department.http.desk.stores.query({ name: 'post' });
    const { id: storeId } = stores.items.find(({ name }) => name === 'Post')!;
    const listed = await department.rest('GET', `/api/shelves?storeId=${storeId}&limit=1`);
    expect(listed.status).toBe(200);
    expect(listed.body['items']).toMatchObject([{ storeId, inventory: 8, mark: 'ok' }]);
    const next = await department.rest(
      'GET',
      `/api/shelves?storeId=${storeId}&limit=1&after=${String(listed.body['next'])}`,
    );
    expect(next.body).toMatchObject({ items: [{ inventory: 3, mark: 'low' }], next: null });
  });

  test('the desk is in the metrics', async () => {
    await send([{ store: 'Counted', model: 'ADERI', inventory: 0 }]);
    const lineOf = async (start: string): Promise<number> => {
      const { body } = await store().merchant.rest('GET', '/metrics');
      const line = (body['text'] as string).split('\n').find((each) => each.startsWith(start));
      return Number(line?.split(' ').at(-1));
    };
    expect(await lineOf('lastpair_desk_open_alerts{kind="low"}')).toBeGreaterThan(0);
    for (const start of [
      'lastpair_desk_readings{result="heard"}',
      'lastpair_desk_readings{result="bad"}',
      'lastpair_desk_webhook_calls{state="waiting"}',
    ]) {
      expect(await lineOf(start)).toBeGreaterThanOrEqual(0);
    }
  });

  test('shoppers see nothing of it, the department sees all, and only merchants set it up', async () => {
    const shopper = await store().guest();
    using department = inventory();
    const asked: [method: string, path: string, body?: unknown][] = [
      ['GET', '/api/stores'],
      ['GET', '/api/shelves'],
      ['GET', '/api/shelves.csv'],
      ['GET', '/api/alerts.csv'],
      ['GET', '/api/transfers.csv'],
      ['GET', '/api/alerts'],
      ['GET', '/api/transfers'],
      ['GET', '/api/suggestions'],
      ['GET', '/api/thresholds'],
      ['GET', '/api/taps'],
      ['GET', '/api/webhook'],
    ];
    for (const [method, path] of asked) {
      const all = [
        await rest(store().url, method, path),
        await shopper.rest(method, path),
        await department.rest(method, path),
      ];
      expect([path, ...all.map(({ status }) => status)]).toEqual([path, 401, 403, 200]);
    }
    const setUp: typeof asked = [
      ['POST', '/api/stores/readings', { readings: [{ store: 'a', model: 'b', inventory: 1 }] }],
      ['POST', '/api/taps', { name: 'x', url: 'ws://example.com' }],
      ['PUT', '/api/webhook', { url: 'https://example.com' }],
    ];
    for (const [method, path, body] of setUp) {
      const { status } = await department.rest(method, path, body);
      expect([path, status]).toEqual([path, 403]);
    }
    const watch = watchDesk(shopper);
    await until('an error', () => watch.problem() === 'wrong_role');
  });

  test('addresses that are no WebSocket, or carry a password, are refused', async () => {
    for (const url of ['http://example.com', 'ws://', 'javascript:1', 'ws://a:b@example.com']) {
      const { status } = await store().merchant.rest('POST', '/api/taps', { name: 'Odd', url });
      expect([url, status]).toEqual([url, 400]);
    }
  });

  test('the file of shelves is whole, and nothing in it runs', async () => {
    await send([{ store: '=HYPERLINK("http://evil")', model: '@SUM(1)', inventory: 12 }]);
    const { status, headers, body } = await store().merchant.rest('GET', '/api/shelves.csv');
    expect(status).toBe(200);
    expect(headers.get('content-type')).toContain('text/csv');
    const lines = (body['text'] as string).trim().split('\r\n');
    expect(lines[0]).toBe('"store","model","inventory","at","perHour","hoursLeft","mark"');
    const line = lines.find((each) => each.includes('HYPERLINK'))!;
    expect(line.startsWith(`"'=HYPERLINK(""http://evil"")","'@SUM(1)",12,`)).toBe(true);
    const { rows } = { rows: await store().database.query('select from shelf') };
    expect(lines).toHaveLength(rows.length + 1);
  });

  test('a page that was away gets what it missed, on another api, at most four times a second', async () => {
    await send([{ store: 'Away', model: 'ADERI', inventory: 50 }]);
    const page = watchDesk(store().merchant);
    await until('the snapshot', () => page.inventory('Away', 'ADERI') === 50);
    page.stop();
    await send([{ store: 'Away', model: 'ADERI', inventory: 49 }]);
    const back = watchDesk(store().merchantAt(1), { lastEventId: String(page.seq()) });
    await until('what it missed', () => back.inventory('Away', 'ADERI') === 49);
    expect(back.events[0]!.kind).toBe('changes');

    const before = back.events.length;
    const startedAt = Date.now();
    for (let level = 48; level > 28; level -= 1) {
      await send([{ store: 'Away', model: 'ADERI', inventory: level }]);
    }
    await until('the last', () => back.inventory('Away', 'ADERI') === 29);
    const seconds = (Date.now() - startedAt) / 1_000;
    expect(back.events.length - before).toBeLessThanOrEqual(seconds * 4 + 2);
    const seqs = back.events.map(({ seq }) => seq);
    expect(seqs).toEqual([...new Set(seqs)].toSorted((a, b) => a - b));
    back.stop();

    const { storeId, modelId } = back.shelf('Away', 'ADERI')!;
    const window = watchDesk(store().merchant, { storeIds: [storeId], modelIds: [modelId] });
    await until('one shelf', () => window.latest()?.shelves.length === 1);
    expect(window.latest()!.stores.map(({ name }) => name)).toEqual(['Away']);
    const future = watchDesk(store().merchant, { lastEventId: '999999999' });
    await until('a snapshot', () => future.latest()?.kind === 'snapshot');
    window.stop();
    future.stop();
  });
}
