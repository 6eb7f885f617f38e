import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { until } from '../kit/until.ts';
import { useStore } from '../kit/use-store.ts';
import { expectAsBefore, readFootprint } from './footprint.ts';
import type { Footprint } from './footprint.ts';
import { inspected } from './read-heap.ts';
import { frameCases } from './frame-cases.ts';
import type { FrameCase } from './frame-cases.ts';
import { frame, openByHand } from './frames.ts';
import type { HandSocket } from './frames.ts';

const OWN_FAULT = -32_603;
type Message = { id: unknown; error?: { code: number; message: string }; result?: unknown };

describe('bad frames on a WebSocket', () => {
  const store = useStore({ backend: 'postgres', apis: 1, workers: 1, ...inspected });
  let before: Footprint;
  let ran = 0;
  beforeAll(async () => {
    await store().drop();
    await store().drift();
    before = await readFootprint(store());
  });
  afterAll(() => console.log(`bad frames: ${ran} cases`));

  /** Sends the bytes and then a good question. Gives all that came until its answer, or the code of the close. */
  const send = async (
    socket: HandSocket,
    bytes: Buffer,
    enough: (messages: Message[]) => boolean = () => true,
  ): Promise<Message[] | number> => {
    const from = socket.texts.length;
    socket.write(bytes);
    socket.write(frame('{"id":"after","method":"query","params":{"path":"health"}}'));
    const heard = (): Message[] =>
      socket.texts
        .slice(from)
        .filter((text) => text.startsWith('{'))
        .map((text) => JSON.parse(text) as Message);
    await until(
      'an answer to it and to what came after, or a close',
      () =>
        socket.closed() !== undefined ||
        (heard().some(({ id }) => id === 'after') && enough(heard())),
    );
    return socket.closed() ?? heard().filter(({ id }) => id !== 'after');
  };

  const check = async ({ what, bytes, answer }: FrameCase): Promise<void> => {
    ran += 1;
    // As the merchant, so that it is the call alone that is wrong.
    const authorization = `Bearer ${store().merchant.token}`;
    using socket = await openByHand(store().url, { headers: { authorization } });
    const got = await send(
      socket,
      bytes,
      (messages) => answer !== 'error' || messages.some(({ error }) => error),
    );
    const told = `${what}: ${JSON.stringify(got).slice(0, 400)}`;
    if (Array.isArray(answer)) {
      expect(answer, told).toContain(got);
      return;
    }
    expect(Array.isArray(got), told).toBe(true);
    const messages = got as Message[];
    expect(
      messages.some(({ error }) => error?.code === OWN_FAULT),
      told,
    ).toBe(false);
    if (answer === 'nothing') expect(messages, told).toEqual([]);
  };

  test('get an error, and the socket goes on; or the socket is closed and says why', async () => {
    const wrong: string[] = [];
    for (let at = 0; at < frameCases.length; at += 20) {
      const some = frameCases.slice(at, at + 20);
      const results = await Promise.allSettled(some.map((each) => check(each)));
      for (const result of results) {
        if (result.status === 'rejected') wrong.push(String(result.reason).slice(0, 600));
      }
    }
    expect(wrong).toEqual([]);
    expect(ran).toBeGreaterThan(300);
    expect(store().processes.apis[0]!.restarts).toBe(0);
  });

  test.each([
    ['no JSON', '{'],
    ['no params but a call', '{"id":1,"method":"query","params":{"path":"health"}}'],
    ['a list', '[]'],
    ['null', 'null'],
    ['params that are a list', '{"method":"connectionParams","data":["token"]}'],
    ['a token that is no text', '{"method":"connectionParams","data":{"token":{"$ne":null}}}'],
    ['a token that is a number', '{"method":"connectionParams","data":{"token":1}}'],
    ['a token that is nobody’s', '{"method":"connectionParams","data":{"token":"x"}}'],
    [
      'a token as long as can be',
      `{"method":"connectionParams","data":{"token":"${'x'.repeat(60_000)}"}}`,
    ],
    [
      'a token that is half a character',
      '{"method":"connectionParams","data":{"token":"\\ud800"}}',
    ],
    ['a prototype', '{"method":"connectionParams","data":{"__proto__":{"token":"x"}}}'],
    ['params twice', '{"method":"connectionParams","data":null}'],
  ])('a socket that says who it is with %s is nobody, or closed', async (_what, first) => {
    using socket = await openByHand(store().url, { path: '/trpc?connectionParams=1' });
    socket.write(frame(first));
    const got = await send(socket, frame('{"id":1,"method":"query","params":{"path":"me.get"}}'));
    if (Array.isArray(got)) {
      expect(got).toMatchObject([{ id: 1, error: { data: { problem: 'no_session' } } }]);
    }
  });

  test('a hundred streams that could not begin take no place from those that can', async () => {
    const drop = await store().drop();
    using socket = await openByHand(store().url);
    const bad = Array.from({ length: 100 }, (_, id) => ({
      id,
      method: 'subscription',
      params: { path: 'drops.watch', input: { dropId: 'none' } },
    }));
    for (let n = 0; n < 3; n += 1) await send(socket, frame(JSON.stringify(bad)));
    const good = {
      id: 1,
      method: 'subscription',
      params: { path: 'drops.watch', input: { dropId: drop.id } },
    };
    const [started] = (await send(socket, frame(JSON.stringify(good)))) as Message[];
    expect(started).toMatchObject({ id: 1, result: { type: 'started' } });
  });

  test('streams beyond the limit of a socket are refused, and begin again when others have ended', async () => {
    const drop = await store().drop();
    using socket = await openByHand(store().url);
    const stream = (id: number) => ({
      id,
      method: 'subscription',
      params: { path: 'drops.audience', input: { dropId: drop.id } },
    });
    const stop = (id: number) => ({ id, method: 'subscription.stop' });
    const ids = Array.from({ length: 300 }, (_, id) => id);
    for (let at = 0; at < 300; at += 100) {
      socket.write(frame(JSON.stringify(ids.slice(at, at + 100).map(stream))));
    }
    const refused = () => socket.texts.filter((text) => text.includes('too_many_requests')).length;
    await until('fifty refusals', () => refused() === 50);
    for (let at = 0; at < 300; at += 100) {
      socket.write(frame(JSON.stringify(ids.slice(at, at + 100).map(stop))));
    }
    await until('the streams to have ended', async () => {
      const messages = (await send(socket, frame(JSON.stringify(stream(1_000))))) as Message[];
      socket.write(frame(JSON.stringify(stop(1_000))));
      return messages.some(({ id, result }) => id === 1_000 && result);
    });
  });

  test('the store is the same as before: processes, connections, streams, memory', async () => {
    await expectAsBefore(store(), before, { rows: false });
    expect((await readFootprint(store())).rows).toMatchObject({
      outcomes: expect.any(Number),
      deadLetters: 0,
      reservations: 0,
    });
  });
});
