import type { Shopper } from '@lastpair/contracts';
import { describe, expect, test } from 'vitest';
import { rest } from './kit/client.ts';
import { until } from './kit/until.ts';
import { useStore } from './kit/use-store.ts';

describe('the public contract', () => {
  const store = useStore({ backend: 'postgres', apis: 1, workers: 1 });

  test('every path of it is in the OpenAPI 3.1 document, which has nothing that is not served', async () => {
    const { body } = await rest(store().url, 'GET', '/api/openapi.json');
    const paths = body['paths'] as Record<string, Record<string, { responses: object }>>;
    expect(body['openapi']).toBe('3.1.0');
    const served = Object.entries(paths).flatMap(([path, operations]) =>
      Object.keys(operations).map((method) => `${method.toUpperCase()} /api${path}`),
    );
    expect(served).toEqual(
      expect.arrayContaining([
        'GET /api/sign-in',
        'POST /api/guests',
        'POST /api/accounts',
        'POST /api/sessions',
        'POST /api/sign-out',
        'GET /api/me',
        'GET /api/drops',
        'GET /api/drops/{dropId}',
        'POST /api/drops',
        'POST /api/drops/{dropId}/open',
        'POST /api/drops/{dropId}/close',
        'POST /api/drops/{dropId}/restock',
        'POST /api/drops/{dropId}/reservations',
        'POST /api/reservations/{reservationId}/purchase',
        'POST /api/reservations/{reservationId}/release',
        'GET /api/commands/{commandId}',
        'GET /api/payment-options',
        'POST /api/orders',
        'GET /api/orders',
        'GET /api/orders.csv',
        'GET /api/orders/{orderId}',
        'POST /api/orders/{orderId}/pay',
        'POST /api/orders/{orderId}/cancel',
        'POST /api/orders/{orderId}/refund',
        'GET /api/me/orders',
        'GET /api/dead-letters',
        'POST /api/dead-letters/{letterId}/retry',
        'POST /api/dead-letters/{letterId}/discard',
        'GET /api/health',
      ]),
    );
    for (const each of served) {
      const [method = '', path = ''] = each.split(' ');
      const answer = await rest(
        store().url,
        method,
        path.replaceAll(/\{\w+\}/g, crypto.randomUUID()),
      );
      expect([each, answer.body['code'] === 'unknown_path']).toEqual([each, false]);
    }
    const reserve = paths['/drops/{dropId}/reservations']!['post']!;
    expect(Object.keys(reserve.responses)).toEqual(
      expect.arrayContaining(['201', '202', '400', '401', '404', '409', '429', '503']),
    );
    const answersOf = (path: string) => Object.keys(paths[path]!['post']!.responses);
    expect(answersOf('/accounts')).toEqual(['201', '400', '409', '415', '429', '503']);
    expect(answersOf('/sessions')).toEqual(['200', '400', '401', '415', '429', '503']);
  });

  test('the docs page and all it loads come from the store itself', async () => {
    const page = await rest(store().url, 'GET', '/api/docs');
    expect(page.status).toBe(200);
    const html = String(page.body['text']);
    expect(html).not.toMatch(/https?:\/\//);
    for (const [, asset] of html.matchAll(/(?:src|href)="([^"]+)"/g)) {
      expect((await fetch(`${store().url}${asset}`)).status).toBe(200);
    }
  });

  test('a guest gets a token and a cookie, either of which is who they are', async () => {
    const response = await fetch(`${store().url}/api/guests`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ name: '  Zoë  ' }),
    });
    const { token, shopper } = (await response.json()) as { token: string; shopper: Shopper };
    expect(shopper).toMatchObject({ name: 'Zoë', role: 'shopper' });
    const cookie = response.headers.get('set-cookie')!;
    expect(cookie).toMatch(/HttpOnly/);
    expect(cookie).toMatch(/SameSite=Lax/);
    const byCookie = await rest(store().url, 'GET', '/api/me', {
      headers: { cookie: cookie.split(';')[0]! },
    });
    const byToken = await rest(store().url, 'GET', '/api/me', { token });
    expect(byCookie.body['shopper']).toEqual(shopper);
    expect(byToken.body['shopper']).toEqual(shopper);

    const out = await rest(store().url, 'POST', '/api/sign-out', { token });
    expect(out.status).toBe(200);
    expect((await rest(store().url, 'GET', '/api/me', { token })).status).toBe(401);
    const [session] = await store().database.query<{ found: boolean }>(
      `select exists (select from session where encode(token_hash, 'escape') like '%' || $1 || '%') as found`,
      [token],
    );
    expect(session!.found).toBe(false);
  });

  test('the board is for merchants alone, and only shows', async () => {
    const board = `${store().url}/ops/queues`;
    const guest = await store().guest();
    expect((await fetch(board)).status).toBe(401);
    const asGuest = { headers: { authorization: `Bearer ${guest.token}` } };
    expect((await fetch(board, asGuest)).status).toBe(403);
    expect((await fetch(`${board}/api/queues`, asGuest)).status).toBe(403);

    const asMerchant = { headers: { authorization: `Bearer ${store().merchant.token}` } };
    const page = await fetch(board, asMerchant);
    expect(page.status).toBe(200);
    expect(page.headers.get('content-type')).toContain('text/html');
    const drop = await store().drop();
    await guest.reserve(drop.id, '42');
    const lanes = await until('the job on the board', async () => {
      const response = await fetch(`${board}/api/queues?status=completed`, asMerchant);
      const { queues } = (await response.json()) as {
        queues: { name: string; counts: { completed: number } }[];
      };
      return queues.some(({ counts }) => counts.completed > 0) && queues;
    });
    const names = lanes.map(({ name }) => name);
    expect(names.filter((name) => name.startsWith('lane-'))).toHaveLength(
      await store().laneCount(),
    );
    const others = ['readings', 'calls', 'chores', 'orders', 'dead-letters'];
    expect(names).toEqual(expect.arrayContaining(others));
    const clean = await fetch(`${board}/api/queues/lane-0/pause`, { method: 'PUT', ...asMerchant });
    expect(clean.status).toBe(405);

    const signedIn = await rest(store().url, 'POST', '/api/merchants', {
      body: { token: store().merchant.token },
    });
    const cookie = signedIn.headers.get('set-cookie')!.split(';')[0]!;
    expect((await fetch(board, { headers: { cookie } })).status).toBe(200);
    const wrong = await rest(store().url, 'POST', '/api/merchants', { body: { token: 'wrong' } });
    expect(wrong.status).toBe(401);
  });

  test('what a merchant does is written down, granted or not', async () => {
    const drop = await store().drop({ open: false });
    const { merchant, database } = store();
    await merchant.rest('POST', `/api/drops/${drop.id}/open`);
    await merchant.rest('POST', `/api/drops/${drop.id}/restock`, { size: '50', quantity: 2 });
    const rows = await database.query<{ action: string; input: object; result: string }>(
      `select action, input, result from merchant_action where input->>'dropId' = $1 order by done_at`,
      [drop.id],
    );
    expect(rows).toEqual([
      { action: 'drops.open', input: { dropId: drop.id }, result: 'done' },
      {
        action: 'drops.restock',
        input: { dropId: drop.id, size: '50', quantity: 2 },
        result: 'unknown_size',
      },
    ]);
    await expect(database.query('delete from merchant_action')).rejects.toThrow(/is final/);
  });

  test('health says that the books add up, and metrics are there for Prometheus', async () => {
    expect(await store().drift()).toBe(0);
    const { status, body } = await rest(store().url, 'GET', '/api/health');
    expect(status).toBe(200);
    expect(body).toMatchObject({ status: 'ok', drift: 0, database: 'ok', deadLetters: 0 });
    const metrics = await rest(store().url, 'GET', '/metrics');
    expect(metrics.body['text']).toContain('lastpair_drift 0');
  });

  test('drift is seen when somebody tampers with the books, and is gone when they are right again', async () => {
    const drop = await store().drop();
    await (await store().guest()).reserve(drop.id, '42');
    const { query } = store().database;
    const move =
      'update drop_size set available = available - $2, reserved = reserved + $2 where drop_id = $1';
    await query(move, [drop.id, 1]);
    await (await store().guest()).reserve(drop.id, '42');
    expect(await store().drift()).toBe(1);
    expect((await rest(store().url, 'GET', '/api/health')).body).toMatchObject({
      status: 'degraded',
      drift: 1,
    });
    await query(move, [drop.id, -1]);
    expect(await store().drift()).toBe(0);
    // Nobody wants anything of it from here on.
    await query(move, [drop.id, 1]);
    await until('it to be counted again', async () => (await store().drift()) === 1);
    await query(move, [drop.id, -1]);
    expect(await store().drift()).toBe(0);
  });

  test('another site can neither act in a shopper’s name nor open a socket', async () => {
    const guest = await store().guest();
    const evil = { origin: 'https://evil.example' };
    const answer = await rest(store().url, 'POST', '/api/sign-out', {
      token: guest.token,
      headers: evil,
    });
    expect([answer.status, answer.body['code']]).toEqual([403, 'wrong_origin']);
    const upgrade = await fetch(`${store().url}/trpc`, { headers: evil }).catch(() => undefined);
    expect(upgrade?.status).not.toBe(101);
    const own = await rest(store().url, 'POST', '/api/sign-out', {
      token: guest.token,
      headers: { origin: store().url },
    });
    expect(own.status).toBe(200);
  });
});
