import { createHash, randomBytes } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { procedures } from '../abuse/procedures.ts';
import type { Procedure } from '../abuse/procedures.ts';
import { openByHand } from '../abuse/frames.ts';
import { overRest, send } from '../abuse/send.ts';
import type { Way } from '../abuse/send.ts';
import { rest } from '../kit/client.ts';
import { useStore } from '../kit/use-store.ts';

/** What anyone may call, and what takes a session. Whatever is not here must be the merchant's alone, or the desk's. */
const FOR_ANYONE = [
  'auth.guest',
  'auth.merchant',
  'auth.ways',
  'auth.register',
  'auth.signIn',
  'drops.list',
  'drops.byId',
  'drops.watch',
  'drops.audience',
  'health',
];
const FOR_SHOPPERS = [
  'auth.signOut',
  'me.get',
  'me.outcomes',
  'reservations.reserve',
  'reservations.purchase',
  'reservations.release',
  'commands.byId',
];
const ID = '01a1fb7f-e74c-73b4-88a3-b44713087c73';

const waysOf = (procedure: Procedure): Way[] => {
  if (procedure.type === 'subscription') return ['socket'];
  return procedure.rest ? ['rest', 'http', 'batch', 'socket'] : ['http', 'batch', 'socket'];
};

describe('who may do what', () => {
  const store = useStore({ backend: 'postgres', apis: 1, workers: 1 });
  const desk = { storeId: '1', modelId: '1', tapId: '1', alertId: ID, transferId: ID };
  const input = { dropId: ID, reservationId: ID, commandId: ID, ...desk };
  const inputFor = (procedure: Procedure, way: Way): object =>
    way === 'rest' && !overRest(procedure, input) ? {} : input;

  /** Calls it with ids and nothing else: whether one may is said before what is wrong with it. */
  const codes = async (procedure: Procedure, token: string): Promise<(string | undefined)[]> => {
    const headers: Record<string, string> = token ? { authorization: `Bearer ${token}` } : {};
    using socket = await openByHand(store().url, { headers });
    const api = { url: store().url, token, socket };
    return await Promise.all(
      waysOf(procedure).map(
        async (way) => (await send(api, procedure, way, inputFor(procedure, way))).code,
      ),
    );
  };

  const forMerchants = procedures.filter(
    ({ path }) => !FOR_ANYONE.includes(path) && !FOR_SHOPPERS.includes(path),
  );
  const forShoppers = procedures.filter(({ path }) => FOR_SHOPPERS.includes(path));

  test('there is something of each, and nothing listed that is not there', () => {
    expect(forMerchants.length).toBeGreaterThan(3);
    const all = procedures.map(({ path }) => path);
    expect(all).toEqual(expect.arrayContaining([...FOR_ANYONE, ...FOR_SHOPPERS]));
  });

  test.each(forMerchants)('$path is for no shopper, in every way', async (procedure) => {
    const guest = await store().guest();
    for (const code of await codes(procedure, '')) expect(code).toBe('no_session');
    for (const code of await codes(procedure, guest.token)) expect(code).toBe('wrong_role');
    for (const code of await codes(procedure, store().merchant.token)) {
      expect(code ?? 'done').not.toMatch(/no_session|wrong_role/);
    }
  });

  test.each(forShoppers)('$path takes a session, in every way', async (procedure) => {
    for (const code of await codes(procedure, '')) expect(code).toBe('no_session');
  });

  test('every action of a merchant leaves one row, whichever way it came', async () => {
    const { id } = await store().drop({ open: false });
    const { merchant, database } = store();
    await merchant.rest('POST', `/api/drops/${id}/open`, {});
    await merchant.http.drops.close.mutate({ dropId: id });
    await merchant.batched.drops.open.mutate({ dropId: id });
    await merchant.ws.drops.restock.mutate({ dropId: id, size: '42', quantity: 1 });
    await merchant.rest('POST', `/api/drops/${id}/close`, { commandId: 'x' });
    const rows = await database.query<{ action: string; result: string; shopper_id: string }>(
      'select action, result, shopper_id from merchant_action order by done_at desc limit 5',
    );
    expect(rows.map(({ action, result }) => `${action} ${result}`)).toEqual([
      'drops.close bad_input',
      'drops.restock done',
      'drops.open done',
      'drops.close done',
      'drops.open done',
    ]);
    const guest = await store().guest();
    const count = `select count(*)::int as count from merchant_action`;
    const before = await database.query(count);
    await guest.rest('POST', `/api/drops/${id}/open`, {});
    expect(await database.query(count)).toEqual(before);
  });

  describe('another shopper’s ids answer like ids that are not there', () => {
    const without = (text: string, ...ids: string[]): string =>
      ids.reduce((left, id) => left.replaceAll(id, 'ID'), text);

    test.each(['rest', 'http', 'batch', 'socket'] as const)('over %s', async (way) => {
      const drop = await store().drop();
      const [owner, stranger] = [await store().guest(), await store().guest()];
      const held = await owner.reserve(drop.id, '42');
      using socket = await openByHand(store().url, {
        headers: { authorization: `Bearer ${stranger.token}` },
      });
      const api = { url: store().url, token: stranger.token, socket };
      for (const path of ['commands.byId', 'reservations.purchase', 'reservations.release']) {
        const procedure = procedures.find((each) => each.path === path)!;
        const name = path === 'commands.byId' ? 'commandId' : 'reservationId';
        const ask = async (id: string): Promise<string> => {
          const commandId = crypto.randomUUID();
          const asked = name === 'commandId' ? { commandId: id } : { reservationId: id, commandId };
          const { status, text } = await send(api, procedure, way, asked);
          return `${status} ${without(text, id, commandId).replace(/"call-\d+"/, '')}`;
        };
        expect(await ask(held.commandId), path).toBe(await ask(crypto.randomUUID()));
      }
      const mine = (await stranger.rest('GET', '/api/me')).body;
      expect(mine).toMatchObject({ reservations: [], purchases: [], position: 'start' });
      expect(await owner.http.me.get.query()).toMatchObject({
        reservations: [{ id: held.commandId, status: 'active' }],
      });
    });

    test('and so does a stream that goes on from there', async () => {
      const drop = await store().drop();
      const [owner, stranger] = [await store().guest(), await store().guest()];
      await owner.reserve(drop.id, '42');
      using socket = await openByHand(store().url, {
        headers: { authorization: `Bearer ${stranger.token}` },
      });
      const outcomes = procedures.find(({ path }) => path === 'me.outcomes')!;
      const api = { url: store().url, token: stranger.token, socket };
      await send(api, outcomes, 'socket', { lastEventId: `${drop.id.replaceAll('-', '')}:0` });
      await stranger.reserve(drop.id, 'none');
      expect(socket.texts.join()).not.toContain(owner.shopper.id);
      expect(socket.texts.join()).not.toContain('"reservation"');
    });
  });

  describe('a session', () => {
    const me = async (token: string): Promise<number> =>
      (await rest(store().url, 'GET', '/api/me', { token })).status;
    const hashOf = (token: string): Buffer => createHash('sha256').update(token).digest();

    test('is kept as a hash of its token', async () => {
      const { token, shopper } = await store().guest();
      expect(Buffer.from(token, 'base64url')).toHaveLength(32);
      const rows = await store().database.query<{ token_hash: Buffer }>(
        'select * from session where shopper_id = $1',
        [shopper.id],
      );
      expect(rows.map(({ token_hash }) => token_hash)).toEqual([hashOf(token)]);
      expect(JSON.stringify(rows)).not.toContain(token);
    });

    test('is nobody’s when its token was changed, cut, or is the hash', async () => {
      const { token } = await store().guest();
      const last = token.endsWith('A') ? 'B' : 'A';
      const wrong = [
        token.slice(0, -2) + last + token.at(-1)!,
        token.slice(0, -1),
        `${token}A`,
        token.toUpperCase(),
        hashOf(token).toString('base64url'),
        hashOf(token).toString('hex'),
        randomBytes(32).toString('base64url'),
        store().merchant.token.slice(0, -1),
      ];
      expect(await Promise.all(wrong.map(me))).toEqual(wrong.map(() => 401));
      expect(await me(token)).toBe(200);
    });

    test('is over when its time is', async () => {
      const { shopper } = await store().guest();
      const token = randomBytes(32).toString('base64url');
      const add = (until: string) =>
        store().database.query(
          `insert into session (token_hash, shopper_id, expires_at) values ($1, $2, now() + $3::interval)`,
          [hashOf(token), shopper.id, until],
        );
      await add('-1 second');
      expect(await me(token)).toBe(401);
      await store().database.query('delete from session where token_hash = $1', [hashOf(token)]);
      await add('1 minute');
      expect(await me(token)).toBe(200);
    });

    test('is over when it was ended', async () => {
      const { token } = await store().guest();
      expect((await rest(store().url, 'POST', '/api/sign-out', { token })).status).toBe(200);
      expect(await me(token)).toBe(401);
    });
  });
});
