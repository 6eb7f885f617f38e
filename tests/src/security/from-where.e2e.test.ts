import { describe, expect, test } from 'vitest';
import { procedures } from '../abuse/procedures.ts';
import { ask } from '../abuse/ask.ts';
import { openByHand } from '../abuse/frames.ts';
import { rest } from '../kit/client.ts';
import { useStore } from '../kit/use-store.ts';

const SHOP = 'https://shop.example';
const ID = '01a1fb7f-e74c-73b4-88a3-b44713087c73';

/** Everything on the board that changes something. */
const BOARD_CHANGES: [method: string, path: string][] = [
  ['PUT', '/api/queues/pause'],
  ['PUT', '/api/queues/resume'],
  ['POST', '/api/metrics/history/purge'],
  ...(
    [
      ['POST', 'add'],
      ['PUT', 'pause'],
      ['PUT', 'resume'],
      ['PUT', 'empty'],
      ['PUT', 'obliterate'],
      ['PUT', 'promote'],
      ['PUT', 'concurrency'],
      ['PUT', 'rate-limit'],
      ['PUT', 'rate-limit/release'],
      ['PUT', 'retry/failed'],
      ['PUT', 'clean/completed'],
      ['PUT', '1/retry'],
      ['PUT', '1/clean'],
      ['PUT', '1/promote'],
      ['PATCH', '1/update-data'],
      ['PATCH', '1/delay'],
      ['PATCH', '1/priority'],
      ['PUT', '1/remove-unprocessed-children'],
      ['PUT', 'job-schedulers/1/run'],
      ['PUT', 'job-schedulers/1/remove'],
      ['PATCH', 'job-schedulers/1'],
    ] as const
  ).map(([method, path]): [string, string] => [method, `/api/queues/lane-0/${path}`]),
];
const BOARD_PAGES = [
  '',
  '/',
  '/queue/lane-0',
  '/api/queues',
  '/api/queues/lane-0/1',
  '/api/redis/stats',
];

describe('from where', () => {
  const store = useStore({
    backend: 'postgres',
    apis: 2,
    workers: 1,
    env: { PUBLIC_ORIGINS: SHOP },
    envOf: (process): Record<string, string> =>
      process === 'api-2' ? { BOARD_UNLOCKED: 'true', TRUST_PROXY: 'true' } : {},
  });

  const strangers = (url: string): Record<string, string>[] => [
    { origin: 'https://evil.example' },
    { origin: 'null' },
    { origin: '' },
    { origin: `${SHOP}.evil.example` },
    { origin: `${SHOP}:8443` },
    { origin: SHOP.replace('https', 'http') },
    { origin: `https://evil.example/${new URL(url).host}` },
    { origin: `${url}0` },
    { origin: `${SHOP}, ${url}` },
    { 'sec-fetch-site': 'cross-site' },
  ];
  const changes = procedures
    .filter(({ type }) => type === 'mutation')
    .flatMap(({ path, rest: at }) => [
      ...(at ? [{ method: at.method, path: at.path.replaceAll(/\{\w+\}/g, ID) }] : []),
      { method: 'POST', path: `/trpc/${path}` },
      { method: 'POST', path: `/trpc/${path}?batch=1` },
    ]);

  test.each(changes)('$method $path is not done for another site', async ({ method, path }) => {
    const { url, merchant } = store();
    const headers = {
      'content-type': 'application/json',
      authorization: `Bearer ${merchant.token}`,
    };
    const send = async (from: Record<string, string>) => {
      const { status, text } = await ask(url, {
        method,
        path,
        headers: { ...headers, ...from },
        body: '{"no":1}',
      });
      return `${status} ${/"code":"(\w+)"/.exec(text)?.[1]}`;
    };
    for (const from of strangers(url)) expect(await send(from)).toBe('403 wrong_origin');
    for (const origin of [SHOP, url]) expect(await send({ origin })).not.toMatch(/^403/);
  });

  test('a WebSocket is for our own pages, those we named, and programs', async () => {
    const { url } = store();
    const open = async (headers: Record<string, string>): Promise<string> => {
      using socket = await openByHand(url, { headers });
      return socket.head.split('\r\n')[0]!;
    };
    for (const from of strangers(url)) expect(await open(from)).toContain('403');
    expect(await open({})).toContain('101');
    for (const origin of [url, SHOP]) expect(await open({ origin })).toContain('101');
  });

  describe('the board', () => {
    const as = (token: string) => ({ authorization: `Bearer ${token}` });

    test.each(BOARD_PAGES)('shows "%s" to nobody but merchants', async (path) => {
      const guest = await store().guest();
      const get = async (headers: Record<string, string>) =>
        (await rest(store().url, 'GET', `/ops/queues${path}`, { headers })).status;
      expect(await get({})).toBe(401);
      expect(await get(as(guest.token))).toBe(403);
      expect([200, 404]).toContain(await get(as(store().merchant.token)));
    });

    test.each([
      '/ops//queues',
      '/OPS/queues',
      '/ops/queues%2f',
      '/ops/%71ueues/api/queues',
      '/x/../ops/queues',
      '/ops/./queues/api/queues',
      '//ops/queues',
    ])('is not at %s, or not for strangers', async (path) => {
      const { text } = await ask(store().url, { method: 'GET', path });
      expect(text).not.toMatch(/Lastpair lanes|lane-0/);
    });

    test.each(BOARD_CHANGES)(
      '%s %s: strangers no, merchants not while it only shows',
      async (method, path) => {
        const guest = await store().guest();
        const send = async (url: string, headers: Record<string, string>) =>
          (await rest(url, method, `/ops/queues${path}`, { headers, body: {} })).status;
        const [locked, unlocked] = store().urls as [string, string];
        for (const url of [locked, unlocked]) {
          expect(await send(url, {})).toBe(401);
          expect(await send(url, as(guest.token))).toBe(403);
          for (const from of strangers(url)) {
            expect(await send(url, { ...as(store().merchant.token), ...from })).toBe(403);
          }
        }
        expect(await send(locked, as(store().merchant.token))).toBe(405);
      },
    );

    test('does what a merchant asks once it is unlocked, for its own page alone', async () => {
      const url = store().urls[1]!;
      const signedIn = await rest(url, 'POST', '/api/merchants', {
        body: { token: store().merchant.token },
      });
      const cookie = signedIn.headers.get('set-cookie')!.split(';')[0]!;
      const put = async (path: string, headers: Record<string, string>) =>
        (
          await rest(url, 'PUT', `/ops/queues/api/queues/lane-0/${path}`, {
            headers: { cookie, ...headers },
          })
        ).status;
      expect(await put('pause', { origin: 'https://evil.example' })).toBe(403);
      expect(await put('pause', { 'sec-fetch-site': 'cross-site' })).toBe(403);
      expect(await put('pause', { origin: url })).toBe(200);
      expect(await put('resume', { origin: url })).toBe(200);
    });
  });

  describe('a session cookie', () => {
    const cookieFor = async (url: string, headers: Record<string, string>): Promise<string> => {
      const signedIn = await rest(url, 'POST', '/api/guests', { body: { name: 'x' }, headers });
      return signedIn.headers.get('set-cookie')!;
    };

    test('is out of reach of scripts, and not sent along by other sites', async () => {
      const cookie = await cookieFor(store().url, {});
      expect(cookie).toMatch(/; HttpOnly/);
      expect(cookie).toMatch(/; SameSite=Lax/);
      expect(cookie).toMatch(/; Path=\//);
      expect(cookie).not.toMatch(/Domain/);
    });

    test('is for https alone where the page is on https', async () => {
      const [direct, behindProxy] = store().urls as [string, string];
      const proxied = { 'x-forwarded-proto': 'https' };
      expect(await cookieFor(direct, {})).not.toMatch(/; Secure/);
      expect(await cookieFor(direct, { origin: SHOP })).toMatch(/; Secure/);
      expect(await cookieFor(behindProxy, proxied)).toMatch(/; Secure/);
      expect(await cookieFor(direct, proxied)).not.toMatch(/; Secure/);
    });

    test('is no session for another site, whatever it asks', async () => {
      const cookie = (await cookieFor(store().url, {})).split(';')[0]!;
      const out = await rest(store().url, 'POST', '/api/sign-out', {
        headers: { cookie, origin: 'https://evil.example' },
      });
      expect(out.status).toBe(403);
      expect((await rest(store().url, 'GET', '/api/me', { headers: { cookie } })).status).toBe(200);
    });
  });

  describe('headers that keep pages safe', () => {
    const SCRIPTS_OF_OURS =
      "default-src 'self'; style-src 'self'; img-src 'self' data: https:; frame-ancestors 'none'; object-src 'none'; base-uri 'self'";
    const STYLES_INSIDE = SCRIPTS_OF_OURS.replace(
      "style-src 'self'",
      "style-src 'self' 'unsafe-inline'",
    );

    test.each([
      ['the page', '/', 200, SCRIPTS_OF_OURS],
      ['a page within', '/merchant', 200, SCRIPTS_OF_OURS],
      ['the api', '/api/drops', 200, SCRIPTS_OF_OURS],
      ['an error of the api', '/api/nothing', 404, SCRIPTS_OF_OURS],
      ['tRPC', '/trpc/health', 200, SCRIPTS_OF_OURS],
      ['an error of tRPC', '/trpc/nothing', 404, SCRIPTS_OF_OURS],
      ['a file that is not there', '/assets/nothing.js', 404, SCRIPTS_OF_OURS],
      ['the docs', '/api/docs', 200, SCRIPTS_OF_OURS],
      ['the board', '/ops/queues', 200, STYLES_INSIDE],
      ['the board’s data', '/ops/queues/api/queues', 200, STYLES_INSIDE],
      ['metrics', '/metrics', 200, SCRIPTS_OF_OURS],
    ])('are on %s', async (_what, path, status, policy) => {
      const answer = await rest(store().url, 'GET', path, { token: store().merchant.token });
      expect(answer.status).toBe(status);
      const header = (name: string) => answer.headers.get(name);
      expect(header('content-security-policy')).toBe(policy);
      expect(header('x-content-type-options')).toBe('nosniff');
      expect(header('x-frame-options')).toBe('SAMEORIGIN');
      expect(header('referrer-policy')).toBe('no-referrer');
      expect(header('cross-origin-opener-policy')).toBe('same-origin');
      expect(header('cross-origin-resource-policy')).toBe('same-origin');
      expect(header('x-powered-by')).toBeNull();
      expect(header('server')).toBeNull();
      expect(header('access-control-allow-origin')).toBeNull();
    });

    test('what is somebody’s own is kept nowhere on the way', async () => {
      const guest = await store().guest();
      for (const path of ['/api/me', '/api/drops', '/trpc/me.get']) {
        const { headers } = await rest(store().url, 'GET', path, { token: guest.token });
        expect([path, headers.get('cache-control')]).toEqual([path, 'no-store']);
      }
    });
  });
});
