import { describe, expect, test } from 'vitest';
import { rest } from './kit/client.ts';
import { useStore } from './kit/use-store.ts';

const ID = '01a1fb7f-e74c-73b4-88a3-b44713087c73';
const JSON_TYPE = { 'content-type': 'application/json' };
const NEW_DROP = {
  product: { brand: 'Aster', name: 'Moonwalker', colorway: 'Ash', priceCents: 1 },
  sizes: [{ size: '42', total: 1 }],
};

describe('bad input gets a 4xx problem, never a 5xx, never a hang', () => {
  const store = useStore({ backend: 'postgres', apis: 1, workers: 1 });

  const shopperCases: [what: string, method: string, path: string, body?: unknown][] = [
    ['no name', 'POST', '/api/guests', {}],
    ['an empty name', 'POST', '/api/guests', { name: '   ' }],
    ['a name too long', 'POST', '/api/guests', { name: 'x'.repeat(61) }],
    ['a name of control characters', 'POST', '/api/guests', { name: 'a\u0000b' }],
    ['a name that is a number', 'POST', '/api/guests', { name: 7 }],
    ['a role of one’s own choice', 'POST', '/api/guests', { name: 'x', role: 'merchant' }],
    ['JSON that is not', 'POST', '/api/guests', '{"name":'],
    ['JSON null', 'POST', '/api/guests', 'null'],
    ['a JSON array', 'POST', '/api/guests', '[]'],
    ['a JSON string', 'POST', '/api/guests', '"x"'],
    [
      'JSON a thousand levels deep',
      'POST',
      '/api/guests',
      `${'['.repeat(1_000)}${']'.repeat(1_000)}`,
    ],
    ['a prototype', 'POST', '/api/guests', '{"__proto__":{"name":"x"}}'],
    ['a drop id that is none', 'GET', '/api/drops/nonsense'],
    ['a drop id with SQL in it', 'GET', `/api/drops/${encodeURIComponent("' or 1=1 --")}`],
    ['a drop that is not there', 'GET', `/api/drops/${ID}`],
    ['a path that is not there', 'GET', '/api/nothing'],
    ['a method it does not take', 'DELETE', `/api/drops/${ID}`],
    ['a mutation by GET', 'GET', `/api/drops/${ID}/reservations`],
    ['no size', 'POST', `/api/drops/${ID}/reservations`, {}],
    ['an empty size', 'POST', `/api/drops/${ID}/reservations`, { size: '' }],
    ['a size too long', 'POST', `/api/drops/${ID}/reservations`, { size: 'x'.repeat(13) }],
    ['a size that is a number', 'POST', `/api/drops/${ID}/reservations`, { size: 42 }],
    ['a size with a line break', 'POST', `/api/drops/${ID}/reservations`, { size: '4\n2' }],
    ['a lone surrogate', 'POST', `/api/drops/${ID}/reservations`, '{"size":"\\ud800"}'],
    [
      'a command id that is none',
      'POST',
      `/api/drops/${ID}/reservations`,
      { size: '42', commandId: '1' },
    ],
    ['a wait too long', 'POST', `/api/drops/${ID}/reservations`, { size: '42', waitMs: 10_001 }],
    ['a wait below nothing', 'POST', `/api/drops/${ID}/reservations`, { size: '42', waitMs: -1 }],
    ['a wait in words', 'POST', `/api/drops/${ID}/reservations`, { size: '42', waitMs: '5' }],
    [
      'something nobody asked for',
      'POST',
      `/api/drops/${ID}/reservations`,
      { size: '42', price: 1 },
    ],
    ['a drop that is not there', 'POST', `/api/drops/${ID}/reservations`, { size: '42' }],
    ['a reservation id that is none', 'POST', '/api/reservations/1/purchase', {}],
    ['a reservation that is not there', 'POST', `/api/reservations/${ID}/purchase`, {}],
    ['a release of nothing', 'POST', `/api/reservations/${ID}/release`, {}],
    ['a command that is not there', 'GET', `/api/commands/${ID}`],
    ['a command id that is none', 'GET', '/api/commands/x'],
    ['a merchant’s work', 'POST', '/api/drops', NEW_DROP],
    ['a tRPC path that is not there', 'POST', '/trpc/drops.nothing', {}],
    ['tRPC input that is not JSON', 'GET', '/trpc/drops.byId?input=%7B'],
    ['tRPC input that is wrong', 'GET', '/trpc/drops.byId?input=%7B%22dropId%22%3A1%7D'],
    ['a tRPC mutation by GET', 'GET', '/trpc/auth.guest?input=%7B%22name%22%3A%22x%22%7D'],
    ['a tRPC query by DELETE', 'DELETE', '/trpc/drops.list'],
    [
      'a batch beyond the limit',
      'GET',
      `/trpc/${Array.from({ length: 101 }, () => 'drops.list').join(',')}?batch=1&input=%7B%7D`,
    ],
  ];
  test.each(shopperCases)('%s: %s %s', async (_what, method, path, body) => {
    const { token } = await store().guest();
    const answer = await rest(store().url, method, path, { token, body });
    expect(answer.status).toBeGreaterThanOrEqual(400);
    expect(answer.status).toBeLessThan(500);
    if (path.startsWith('/api')) {
      expect(answer.headers.get('content-type')).toBe('application/problem+json');
      expect(answer.body).toMatchObject({
        type: expect.any(String),
        title: expect.any(String),
        status: answer.status,
        detail: expect.any(String),
        code: expect.stringMatching(/^[a-z_]+$/),
      });
    }
    expect(JSON.stringify(answer.body)).not.toMatch(/node_modules|\.ts:|select |insert /i);
  });

  const drop = (changes: object) => ({ ...NEW_DROP, ...changes });
  const product = (changes: object) => drop({ product: { ...NEW_DROP.product, ...changes } });
  const size = (changes: object) => drop({ sizes: [{ size: '42', total: 1, ...changes }] });
  const merchantCases: [what: string, body: unknown][] = [
    ['no product', { sizes: NEW_DROP.sizes }],
    ['no brand', product({ brand: '' })],
    ['a price below nothing', product({ priceCents: -1 })],
    ['half a cent', product({ priceCents: 0.5 })],
    ['a price that is no number', product({ priceCents: 'free' })],
    ['a currency that is none', product({ currency: 'dollars' })],
    ['a picture from a script', product({ imageUrl: 'javascript:alert(1)' })],
    ['no sizes', drop({ sizes: [] })],
    ['a size twice', drop({ sizes: [NEW_DROP.sizes[0], NEW_DROP.sizes[0]] })],
    [
      'sizes beyond count',
      drop({ sizes: Array.from({ length: 61 }, (_, n) => ({ size: `${n}`, total: 1 })) }),
    ],
    ['a total below nothing', size({ total: -1 })],
    ['a total too large', size({ total: 1_000_001 })],
    ['a total of 2^53', size({ total: 2 ** 53 })],
    ['a hold of nothing', drop({ holdSeconds: 0 })],
    ['a hold too long', drop({ holdSeconds: 3_601 })],
    ['a limit of nothing', drop({ limitPerShopper: 0 })],
    ['a limit too high', drop({ limitPerShopper: 101 })],
    ['an opening time in words', drop({ opensAt: 'tomorrow' })],
    ['an opening time that is none', drop({ opensAt: '2026-13-40T00:00:00Z' })],
    ['a display that is none', drop({ stockDisplay: 'maybe' })],
  ];
  test.each(merchantCases)('a drop with %s', async (_what, body) => {
    const answer = await store().merchant.rest('POST', '/api/drops', body);
    expect([answer.status, answer.body['code']]).toEqual([400, 'bad_input']);
    expect(answer.body['issues']).toEqual(expect.arrayContaining([expect.any(Object)]));
  });

  test('a restock of nothing, of too much, of a drop that is not there', async () => {
    const { id } = await store().drop();
    const restock = async (dropId: string, quantity: unknown) =>
      (
        await store().merchant.rest('POST', `/api/drops/${dropId}/restock`, {
          size: '42',
          quantity,
        })
      ).status;
    expect(await restock(id, 0)).toBe(400);
    expect(await restock(id, -5)).toBe(400);
    expect(await restock(id, 1_000_001)).toBe(400);
    expect(await restock(ID, 1)).toBe(404);
  });

  test('bodies that are too large, or not JSON', async () => {
    const send = async (body: string, headers: Record<string, string>) => {
      const response = await fetch(`${store().url}/api/guests`, { method: 'POST', body, headers });
      return [response.status, ((await response.json()) as { code: string }).code];
    };
    expect(await send(`{"name":"${'x'.repeat(100_000)}"}`, JSON_TYPE)).toEqual([413, 'too_large']);
    expect(await send('name=x', { 'content-type': 'application/x-www-form-urlencoded' })).toEqual([
      415,
      'not_json',
    ]);
    expect(await send('{"name":"x"}', { 'content-type': 'text/plain' })).toEqual([415, 'not_json']);
  });

  const frames = [
    'not json',
    '',
    '[]',
    'null',
    '{}',
    '{"id":1}',
    '{"id":1,"method":"nothing"}',
    '{"id":1,"method":"mutation","params":{"path":"nothing"}}',
    '{"id":1,"method":"mutation","params":{"path":"reservations.reserve","input":{}}}',
    '{"id":1,"method":"subscription","params":{"path":"drops.watch","input":{"dropId":1}}}',
    '{"id":1,"method":"subscription.stop"}',
    '{"id":null,"method":"query","params":{"path":"drops.list"}}',
    `[${Array.from({ length: 200 }, (_, id) => `{"id":${id},"method":"query","params":{"path":"drops.list"}}`).join()}]`,
  ];
  test.each(frames)('a WebSocket frame: %s', async (frame) => {
    const { promise, resolve } = Promise.withResolvers<void>();
    const socket = new WebSocket(`${store().url.replace('http', 'ws')}/trpc`);
    socket.addEventListener('open', () => {
      socket.send(frame);
      socket.send('{"id":99,"method":"query","params":{"path":"health"}}');
    });
    // It answers what comes after, or ends the socket; it does not hang.
    socket.addEventListener('message', ({ data }) => String(data).includes('"id":99') && resolve());
    socket.addEventListener('close', () => resolve());
    await promise;
    socket.close();
  });

  test('a WebSocket frame beyond the limit ends the socket, and the store goes on', async () => {
    const { promise, resolve } = Promise.withResolvers<number>();
    const socket = new WebSocket(`${store().url.replace('http', 'ws')}/trpc`);
    socket.addEventListener('open', () => socket.send('x'.repeat(100_000)));
    socket.addEventListener('close', ({ code }) => resolve(code));
    expect(await promise).toBe(1009);
    expect(store().processes.apis[0]!.restarts).toBe(0);
    expect((await rest(store().url, 'GET', '/api/health')).status).toBe(200);
  });
});
