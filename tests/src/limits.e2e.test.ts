import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { rest } from './kit/client.ts';
import type { TestClient } from './kit/client.ts';
import { until } from './kit/until.ts';
import { useStore } from './kit/use-store.ts';

describe('strict limits', () => {
  const store = useStore({
    backend: 'postgres',
    apis: 1,
    workers: 1,
    env: { RATE_LIMITS: 'strict', HOLDS_PER_ADDRESS: '0' },
  });
  const open = () => new WebSocket(`${store().url.replace('http', 'ws')}/trpc`);
  const closed = (socket: WebSocket) =>
    new Promise<number>((resolve) =>
      socket.addEventListener('close', ({ code }) => resolve(code), { once: true }),
    );

  test('a shopper who sends too many commands is told when to come back, and nothing is lost', async () => {
    const drop = await store().drop({ limitPerShopper: 100 });
    const shopper = await store().guest();
    const answers = await Promise.all(
      Array.from({ length: 60 }, () =>
        shopper.rest('POST', `/api/drops/${drop.id}/reservations`, { size: '42' }),
      ),
    );
    const refused = answers.filter(({ status }) => status === 429);
    expect(refused.length).toBeGreaterThanOrEqual(15);
    for (const { headers, body } of refused) {
      expect(Number(headers.get('retry-after'))).toBeGreaterThanOrEqual(1);
      expect(body).toMatchObject({ code: 'too_many_requests', status: 429 });
    }
    const accepted = answers.filter(({ status }) => status === 201).length;
    expect((await store().view(drop.id)).sizes[0]!.reserved).toBe(accepted);
  });

  test('commands are charged one by one, however they are batched', async () => {
    const drop = await store().drop({ limitPerShopper: 100 });
    const shopper = await store().guest();
    const outcomes = await Promise.allSettled(
      Array.from({ length: 60 }, () =>
        shopper.batched.reservations.reserve.mutate({ dropId: drop.id, size: '42' }),
      ),
    );
    const refused = outcomes.filter(({ status }) => status === 'rejected');
    expect(refused.length).toBeGreaterThanOrEqual(15);
  });

  test('commands in one message of a socket are charged one by one', async () => {
    const drop = await store().drop({ limitPerShopper: 100 });
    const shopper = await store().guest();
    const socket = new WebSocket(`${store().url.replace('http', 'ws')}/trpc?connectionParams=1`);
    const codes: (string | undefined)[] = [];
    socket.addEventListener('message', ({ data }) => {
      const { error } = JSON.parse(String(data)) as { error?: { data: { problem: string } } };
      codes.push(error?.data.problem);
    });
    await new Promise((resolve) => socket.addEventListener('open', resolve));
    socket.send(JSON.stringify({ method: 'connectionParams', data: { token: shopper.token } }));
    const input = { dropId: drop.id, size: '42' };
    const command = { method: 'mutation', params: { path: 'reservations.reserve', input } };
    socket.send(JSON.stringify(Array.from({ length: 60 }, (_, id) => ({ id, ...command }))));
    await until('all answers', () => codes.length === 60);
    socket.close();
    const refused = codes.filter((code) => code === 'too_many_requests');
    expect(refused.length).toBeGreaterThanOrEqual(15);
  });

  test('many shoppers of one address have one limit together, whatever address they say is theirs', async () => {
    const shoppers: TestClient[] = [];
    for (let n = 0; n < 8; n += 1) {
      shoppers.push(await until('to be let in', () => store().guest()));
    }
    // 18 commands of each at once are within their own limit; all of them together are too many.
    await until('refusals', async () => {
      const answers = shoppers.flatMap(({ token }) =>
        Array.from({ length: 18 }, (_, n) =>
          rest(store().url, 'POST', `/api/reservations/${crypto.randomUUID()}/release`, {
            token,
            body: {},
            headers: { 'x-forwarded-for': `10.0.0.${n}`, forwarded: `for=10.0.0.${n}` },
          }),
        ),
      );
      const statuses = (await Promise.all(answers)).map(({ status }) => status);
      if (statuses.includes(429)) return true;
      await sleep(2_100);
      return false;
    });
  });

  test('a socket that says too much is closed, and so is one too many from an address', async () => {
    const talker = open();
    await new Promise((resolve) => talker.addEventListener('open', resolve));
    const ended = closed(talker);
    for (let id = 0; id < 300; id += 1)
      talker.send(JSON.stringify({ id, method: 'subscription.stop' }));
    expect(await ended).toBe(1008);

    const sockets = Array.from({ length: 60 }, open);
    const codes: number[] = [];
    for (const socket of sockets) void closed(socket).then((code) => codes.push(code));
    await until('the last ones to be closed', () => codes.length >= 10);
    expect(codes.every((code) => code === 1008)).toBe(true);
    for (const socket of sockets) socket.close();
  });

  test('too many sign-ins from one address are refused for a while', async () => {
    const statuses: number[] = [];
    for (let n = 0; n < 25; n += 1) {
      statuses.push(
        (await rest(store().url, 'POST', '/api/guests', { body: { name: 'x' } })).status,
      );
    }
    expect(statuses).toContain(429);
  });
});

describe('strict limits behind a proxy', () => {
  const store = useStore({
    backend: 'postgres',
    apis: 1,
    workers: 1,
    env: { RATE_LIMITS: 'strict', TRUST_PROXY: 'true', LAPSE_COOLDOWN_SECONDS: '3' },
  });
  let homes = 0;
  const newHome = (): string => `198.51.100.${(homes += 1)}`;
  const from = (address: string) => ({ 'x-forwarded-for': address });
  const post = (path: string, address: string, body: object, token?: string) =>
    rest(store().url, 'POST', path, { body, token, headers: from(address) });
  const guestAt = async (address: string) =>
    (await post('/api/guests', address, { name: 'Zoë' })).body['token'] as string;
  const reserveAt = (address: string, token: string, dropId: string, more: object = {}) =>
    post(`/api/drops/${dropId}/reservations`, address, { size: '42', ...more }, token);

  test('five pairs may be held from one address, over however many shoppers, and others are not in the way', async () => {
    const drop = await store().drop({ limitPerShopper: 2 });
    const home = newHome();
    const tokens = await Promise.all(Array.from({ length: 3 }, () => guestAt(home)));
    const everyoneTwice = [...tokens, ...tokens];
    const answers = await Promise.all(
      everyoneTwice.map((token) => reserveAt(home, token, drop.id)),
    );
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(5);
    const refused = answers.find(({ status }) => status === 429)!;
    expect(refused.body).toMatchObject({ code: 'too_many_holds' });
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThanOrEqual(1);
    const neighbour = newHome();
    expect((await reserveAt(neighbour, await guestAt(neighbour), drop.id)).status).toBe(201);

    const spare = everyoneTwice[answers.indexOf(refused)]!;
    const bought = answers.findIndex(({ status }) => status === 201);
    const { id } = answers[bought]!.body['reservation'] as { id: string };
    const purchase = `/api/reservations/${id}/purchase`;
    expect((await post(purchase, home, {}, everyoneTwice[bought])).status).toBe(201);
    await until('room for another', async () => {
      const { status } = await reserveAt(home, spare, drop.id);
      return status === 201;
    });
  });

  test('the same command is let in again, and gets the same answer', async () => {
    const drop = await store().drop({ limitPerShopper: 10 });
    const home = newHome();
    const token = await guestAt(home);
    const commandIds = Array.from({ length: 5 }, () => crypto.randomUUID());
    for (const commandId of commandIds) {
      expect((await reserveAt(home, token, drop.id, { commandId })).status).toBe(201);
    }
    expect((await reserveAt(home, token, drop.id)).status).toBe(429);
    const again = await reserveAt(home, token, drop.id, { commandId: commandIds[0] });
    expect(again.status).toBe(201);
  });

  test('a whole /64 of IPv6 is one address', async () => {
    const statuses: number[] = [];
    for (let n = 1; n <= 25; n += 1) {
      const { status } = await post('/api/guests', `2001:db8:1:2::${n}`, { name: 'Zoë' });
      statuses.push(status);
    }
    expect(statuses).toContain(429);
    expect(await guestAt('2001:db8:1:3::1')).toBeTypeOf('string');
  });

  test('who lets holds run out again and again waits, is told until when, and then goes on', async () => {
    const drop = await store().drop({ holdSeconds: 1 });
    const [home, elsewhere] = [newHome(), newHome()];
    const token = await guestAt(home);
    const reserveLapsed = async () => {
      const { status, body } = await reserveAt(home, token, drop.id);
      expect(status).toBe(201);
      await until('the hold to run out', async () => {
        const view = await store().view(drop.id);
        return view.sizes[0]!.reserved === 0;
      });
      return Date.parse((body['reservation'] as { expiresAt: string }).expiresAt);
    };
    await reserveLapsed();
    const lapsedAt = await reserveLapsed();
    const refused = await reserveAt(home, token, drop.id);
    expect(refused.status).toBe(409);
    expect(refused.body).toMatchObject({ status: 'refused', reason: 'cooling_down' });
    expect(Date.parse(refused.body['until'] as string)).toBe(lapsedAt + 3_000);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThanOrEqual(1);
    expect((await reserveAt(elsewhere, await guestAt(elsewhere), drop.id)).status).toBe(201);
    await until('the wait to be over', async () => {
      const { status } = await reserveAt(home, token, drop.id);
      return status === 201;
    });
    expect(Date.now()).toBeGreaterThanOrEqual(lapsedAt + 2_900);
  });

  test('tries at one account are limited from wherever they come, and so are registrations from one address', async () => {
    const email = `zoe-${crypto.randomUUID()}@example.com`;
    const account = { email, password: 'correct horse battery', name: 'Zoë' };
    expect((await post('/api/accounts', newHome(), account)).status).toBe(201);
    const tries: number[] = [];
    for (let n = 0; n < 8; n += 1) {
      const guess = { email, password: 'not the password' };
      tries.push((await post('/api/sessions', newHome(), guess)).status);
    }
    expect(tries).toEqual([401, 401, 401, 401, 401, 429, 429, 429]);
    const other = { email: 'ada@example.com', password: 'not the password' };
    expect((await post('/api/sessions', newHome(), other)).status).toBe(401);

    const home = newHome();
    const made: number[] = [];
    for (let n = 0; n < 7; n += 1) {
      const next = { ...account, email: `zoe-${n}@example.com` };
      made.push((await post('/api/accounts', home, next)).status);
    }
    expect(made).toEqual([201, 201, 201, 201, 201, 429, 429]);
  });
});
