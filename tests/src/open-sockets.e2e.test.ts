import { expect, test } from 'vitest';
import { describeOnBothBackends } from './kit/backends.ts';
import { rest } from './kit/client.ts';
import { until } from './kit/until.ts';
import { useStore } from './kit/use-store.ts';

const SESSION_ENDED = 4401;

describeOnBothBackends('a session on open sockets', (backend) => {
  const store = useStore({ backend, apis: 2, workers: 1, env: { SESSION_CHECK_SECONDS: '1' } });

  /** A socket of a browser that is nobody's client: what it hears, and the code it was closed with. */
  const open = async (api: number, token: string) => {
    const socket = new WebSocket(
      `${store().urls[api]!.replace('http', 'ws')}/trpc?connectionParams=1`,
    );
    const heard: { id: number; error?: { data: { problem: string } }; result?: object }[] = [];
    const state = { closedWith: undefined as number | undefined };
    socket.addEventListener('message', ({ data }) => {
      const message: unknown = JSON.parse(String(data));
      if (typeof message === 'object') heard.push(message as (typeof heard)[number]);
    });
    socket.addEventListener('close', ({ code }) => (state.closedWith = code));
    await new Promise((resolve) => socket.addEventListener('open', resolve));
    socket.send(JSON.stringify({ method: 'connectionParams', data: { token } }));
    const ask = (id: number, path: string, input: object, method = 'mutation') =>
      socket.send(JSON.stringify({ id, method, params: { path, input } }));
    const answerTo = (id: number) =>
      until(`an answer to ${id}`, () => heard.find((message) => message.id === id));
    ask(1, 'me.get', {}, 'query');
    expect(await answerTo(1)).toHaveProperty('result');
    return { socket, state, ask, answerTo, heard };
  };

  test('all of them are closed at a sign-out, in every process, and those of others are not', async () => {
    const [guest, other] = await Promise.all([store().guest(), store().guest()]);
    const mine = await Promise.all([open(0, guest.token), open(1, guest.token)]);
    const others = await open(1, other.token);
    await guest.rest('POST', '/api/sign-out');
    for (const { state } of mine) {
      await until('the socket to be closed', () => state.closedWith !== undefined);
      expect(state.closedWith).toBe(SESSION_ENDED);
    }
    others.ask(2, 'me.get', {}, 'query');
    expect(await others.answerTo(2)).toHaveProperty('result');
    others.socket.close();
  });

  test('commands on them are refused, and so are those of whoever comes back with the old token', async () => {
    const drop = await store().drop();
    const guest = await store().guest();
    const { socket, state, ask, heard } = await open(0, guest.token);
    await guest.reserve(drop.id, '42');
    await guest.rest('POST', '/api/sign-out');
    for (let id = 10; state.closedWith === undefined; id += 1) {
      if (socket.readyState === socket.OPEN) {
        ask(id, 'reservations.reserve', { dropId: drop.id, size: '42', waitMs: 0 });
      }
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    const answers = heard.filter(({ id }) => id >= 10);
    for (const { error } of answers) expect(error?.data.problem).toBe('no_session');
    await until('the client to be back as nobody', () =>
      guest.ws.me.get.query().then(
        () => false,
        (error: { data?: { problem: string } }) => error.data?.problem === 'no_session',
      ),
    );
    await expect(guest.reserve(drop.id, '42')).rejects.toMatchObject({
      data: { problem: 'no_session' },
    });
  });

  test('one that is ended where no process says so is out when it is looked for', async () => {
    const guest = await store().guest();
    const sockets = await Promise.all([open(0, guest.token), open(1, guest.token)]);
    await store().database.query('delete from session where shopper_id = $1', [guest.shopper.id]);
    for (const { state } of sockets) {
      await until('the socket to be closed', () => state.closedWith !== undefined);
      expect(state.closedWith).toBe(SESSION_ENDED);
    }
    const me = await rest(store().urls[1]!, 'GET', '/api/me', { token: guest.token });
    expect(me.status).toBe(401);
  });

  test('a call that ends its own session over the socket is answered first', async () => {
    const guest = await store().guest();
    const { state, ask, answerTo } = await open(0, guest.token);
    ask(2, 'auth.signOut', {});
    expect(await answerTo(2)).toHaveProperty('result');
    await until('the socket to be closed', () => state.closedWith === SESSION_ENDED);
  });

  test('the merchant’s token has no session that could end', async () => {
    const { merchant } = store();
    const { socket, ask, answerTo } = await open(0, merchant.token);
    await merchant.rest('POST', '/api/sign-out');
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    ask(2, 'me.get', {}, 'query');
    expect(await answerTo(2)).toHaveProperty('result');
    socket.close();
  });
});
