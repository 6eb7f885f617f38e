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
    env: { RATE_LIMITS: 'strict' },
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
      Array.from({ length: 40 }, () =>
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
      Array.from({ length: 40 }, () =>
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
    socket.send(JSON.stringify(Array.from({ length: 40 }, (_, id) => ({ id, ...command }))));
    await until('all answers', () => codes.length === 40);
    socket.close();
    const refused = codes.filter((code) => code === 'too_many_requests');
    expect(refused.length).toBeGreaterThanOrEqual(15);
  });

  test('many shoppers of one address have one limit together, whatever address they say is theirs', async () => {
    const shoppers: TestClient[] = [];
    for (let n = 0; n < 7; n += 1) {
      shoppers.push(await until('to be let in', () => store().guest()));
    }
    const some = async (): Promise<number[]> => {
      const answers = shoppers.flatMap(({ token }) =>
        Array.from({ length: 8 }, (_, n) =>
          rest(store().url, 'POST', `/api/reservations/${crypto.randomUUID()}/release`, {
            token,
            body: {},
            headers: { 'x-forwarded-for': `10.0.0.${n}`, forwarded: `for=10.0.0.${n}` },
          }),
        ),
      );
      return (await Promise.all(answers)).map(({ status }) => status);
    };
    // 16 commands of each in 2 s are within their own limit, 56 in a second within that of all requests; 112 are too many.
    await until(
      'refusals',
      async () => {
        await sleep(2_100);
        await some();
        await sleep(1_000);
        return (await some()).includes(429);
      },
      30_000,
    );
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
