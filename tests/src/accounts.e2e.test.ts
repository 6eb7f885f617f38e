import type { Me, Shopper } from '@lastpair/contracts';
import { describe, expect, test } from 'vitest';
import { connectClient, rest } from './kit/client.ts';
import { useStore } from './kit/use-store.ts';

const PASSWORD = 'correct horse battery';
let made = 0;
const newEmail = (): string => `shopper-${(made += 1)}@example.com`;

describe('accounts', () => {
  const store = useStore({
    backend: 'postgres',
    apis: 2,
    workers: 1,
    env: { TRUST_PROXY: 'true' },
  });
  type Given = { token?: string; headers?: Record<string, string> };
  const post = (path: string, body: object, given: Given = {}, api = 0) =>
    rest(store().urls[api]!, 'POST', path, { body, ...given });
  const register = (email: string, given?: Given, name = 'Zoë') =>
    post('/api/accounts', { email, password: PASSWORD, name }, given);
  const signIn = (email: string, password = PASSWORD, given?: Given) =>
    post('/api/sessions', { email, password }, given);
  const meOf = async (token: string) => {
    const { status, body } = await rest(store().url, 'GET', '/api/me', { token });
    return { status, me: body as unknown as Me };
  };

  test('one registers, signs out, and is the same shopper when one signs in again, in capitals or through another process', async () => {
    const email = newEmail();
    const registered = await register(email);
    expect(registered.status).toBe(201);
    const { token, shopper } = registered.body as { token: string; shopper: Shopper };
    expect(shopper).toMatchObject({ name: 'Zoë', role: 'shopper' });
    expect((await meOf(token)).me).toMatchObject({ shopper, account: true });
    expect((await rest(store().url, 'POST', '/api/sign-out', { token })).status).toBe(200);
    expect((await meOf(token)).status).toBe(401);

    const body = { email: email.toUpperCase(), password: PASSWORD };
    const back = await post('/api/sessions', body, {}, 1);
    expect([back.status, back.body['shopper']]).toEqual([200, shopper]);
  });

  test('a guest who registers keeps who they are and what they hold, and the old token ends', async () => {
    const drop = await store().drop();
    const guest = await store().guest();
    const { reservation } = await guest.reserve(drop.id, '42');
    expect((await meOf(guest.token)).me.account).toBe(false);
    const { body } = await register(newEmail(), { token: guest.token });
    expect(body['shopper']).toEqual({ ...guest.shopper, name: 'Zoë' });
    const token = body['token'] as string;
    expect((await meOf(token)).me.reservations).toMatchObject([
      { id: reservation!.id, status: 'active' },
    ]);
    expect((await meOf(guest.token)).status).toBe(401);

    using account = connectClient(store().url, token, body['shopper'] as Shopper);
    const bought = await account.ws.reservations.purchase.mutate({
      reservationId: reservation!.id,
    });
    expect(bought.status).toBe('accepted');
  });

  test('who has an account and registers again is somebody new; the merchant stays the merchant', async () => {
    const first = await register(newEmail());
    const second = await register(newEmail(), { token: first.body['token'] as string });
    expect(second.status).toBe(201);
    expect((second.body['shopper'] as Shopper).id).not.toBe((first.body['shopper'] as Shopper).id);
    const third = await register(newEmail(), { token: store().merchant.token });
    expect(third.body['shopper']).toMatchObject({ role: 'shopper' });
    expect((await meOf(store().merchant.token)).me.shopper.role).toBe('merchant');
  });

  test('an email has one account, also when ten ask for it at once', async () => {
    const email = newEmail();
    const answers = await Promise.all(Array.from({ length: 10 }, () => register(email)));
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
    const refused = answers.filter(({ status }) => status !== 201);
    for (const { status, body } of refused) {
      expect([status, body['code']]).toEqual([409, 'email_taken']);
    }
    expect((await signIn(email)).status).toBe(200);
  });

  test('of accounts that one guest makes at once one is the guest’s, and the others are new people’s', async () => {
    const guest = await store().guest();
    const emails = [newEmail(), newEmail(), newEmail(), newEmail()];
    const answers = await Promise.all(
      emails.map((email, n) => register(email, { token: guest.token }, `Zoë ${n}`)),
    );
    expect(answers.map(({ status }) => status)).toEqual([201, 201, 201, 201]);
    const shoppers = answers.map(({ body }) => body['shopper'] as Shopper);
    expect(new Set(shoppers.map(({ id }) => id)).size).toBe(4);
    expect(shoppers.filter(({ id }) => id === guest.shopper.id)).toHaveLength(1);
    // Each has the name it gave, and no other.
    for (const [n, email] of emails.entries()) {
      expect((await signIn(email)).body['shopper']).toEqual({ ...shoppers[n], name: `Zoë ${n}` });
    }
  });

  test('an unknown email and a wrong password are told in the same words, after about the same time', async () => {
    const email = newEmail();
    await register(email);
    const bodies = new Set<string>();
    const times: Record<'wrong' | 'unknown', number[]> = { wrong: [], unknown: [] };
    for (let round = 0; round < 9; round += 1) {
      for (const kind of ['wrong', 'unknown'] as const) {
        const start = performance.now();
        const answer = await signIn(kind === 'wrong' ? email : newEmail(), 'not the password');
        times[kind].push(performance.now() - start);
        expect(answer.status).toBe(401);
        bodies.add(JSON.stringify(answer.body));
      }
    }
    expect([...bodies]).toEqual([expect.stringContaining('wrong_credentials')]);
    const median = (values: number[]) => values.toSorted((a, b) => a - b)[4]!;
    const ratio = median(times.wrong) / median(times.unknown);
    // Without the hash it would be some twenty times as fast.
    expect(ratio).toBeGreaterThan(1 / 3);
    expect(ratio).toBeLessThan(3);
  });

  test('a password has 10 to 128 characters, and what is wrong with what is sent is said', async () => {
    const issuesOf = async (changes: object) => {
      const account = { email: newEmail(), password: PASSWORD, name: 'Zoë', ...changes };
      const { status, body } = await post('/api/accounts', account);
      return [status, body['issues']];
    };
    const issue = (path: string, message: unknown) => [400, [{ path, message }]];
    expect(await issuesOf({ password: '123456789' })).toEqual(
      issue('password', 'must have at least 10 characters'),
    );
    expect(await issuesOf({ password: 'x'.repeat(129) })).toEqual(
      issue('password', 'may have at most 128 characters'),
    );
    expect(await issuesOf({ email: 'zoe at home' })).toEqual(
      issue('email', expect.stringContaining('must be an email address')),
    );
    expect(await issuesOf({ name: ' ' })).toEqual(issue('name', expect.any(String)));
    expect((await issuesOf({ shopperId: crypto.randomUUID() }))[0]).toBe(400);
    for (const password of ['0123456789', 'ü'.repeat(128)]) {
      const email = newEmail();
      expect((await post('/api/accounts', { email, password, name: 'Zoë' })).status).toBe(201);
      expect((await signIn(email, password)).status).toBe(200);
    }
  });

  test('a new sign-in ends the session one had, and the cookie is out of reach', async () => {
    const email = newEmail();
    const first = await register(email);
    const cookieOf = ({ headers }: { headers: Headers }) => headers.get('set-cookie')!;
    const cookie = cookieOf(first).split(';')[0]!;
    expect(cookie).toBe(`lastpair_session=${String(first.body['token'])}`);
    expect(cookieOf(first)).toMatch(/; Max-Age=604800;.*Path=\/;.*HttpOnly; SameSite=Lax$/);
    const second = await signIn(email, PASSWORD, { headers: { cookie } });
    expect(second.status).toBe(200);
    expect((await meOf(first.body['token'] as string)).status).toBe(401);
    expect((await meOf(second.body['token'] as string)).status).toBe(200);

    const https = { 'x-forwarded-proto': 'https' };
    const secure = await signIn(email, PASSWORD, { headers: https });
    expect(cookieOf(secure)).toMatch(/HttpOnly; Secure; SameSite=Lax$/);
    const out = await post(
      '/api/sign-out',
      {},
      { headers: { ...https, cookie: cookieOf(secure) } },
    );
    expect(cookieOf(out)).toMatch(
      /^lastpair_session=; Max-Age=0;.*HttpOnly; Secure; SameSite=Lax$/,
    );
  });

  test('no password is kept that can be read, and no session but ours', async () => {
    const email = newEmail();
    await register(email);
    const { query } = store().database;
    const [kept] = await query<{ password: string; id: string }>(
      `select a.password, u.id from auth_user u join auth_account a on a.user_id = u.id
        join shopper s on s.id = u.id where u.email = $1`,
      [email],
    );
    expect(kept!.password).toMatch(/^[0-9a-f]{32}:[0-9a-f]{128}$/);
    const tables = await query<{ name: string }>(
      `select table_name as name from information_schema.tables where table_schema = 'public' and table_name like '%session%'`,
    );
    expect(tables).toEqual([{ name: 'session' }]);
  });

  test('twenty sign-ins at once hold up nobody else', async () => {
    const email = newEmail();
    await register(email);
    const lag = async () => {
      const { body } = await rest(store().url, 'GET', '/metrics');
      return Number(/^nodejs_eventloop_lag_p50_seconds (\S+)$/m.exec(String(body['text']))![1]);
    };
    const start = performance.now();
    await signIn(email);
    const oneMs = performance.now() - start;
    await lag();
    let done = false;
    const signIns = Promise.all(Array.from({ length: 20 }, () => signIn(email)));
    void signIns.finally(() => (done = true));
    let answered = 0;
    while (!done) {
      expect((await rest(store().url, 'GET', '/api/sign-in')).status).toBe(200);
      answered += 1;
    }
    expect((await signIns).every(({ status }) => status === 200)).toBe(true);
    // One that hashes on the event loop answers two or three others after each of them, and this one many dozens.
    expect(answered).toBeGreaterThan(200);
    expect((await lag()) * 1_000).toBeLessThan(Math.max(oneMs / 3, 30));
  });
});

describe('a store in production', () => {
  const store = useStore({
    backend: 'postgres',
    apis: 1,
    workers: 1,
    env: { NODE_ENV: 'production', GUEST_SIGN_IN: '', PAYMENT_PROVIDER: 'sandbox' },
  });

  test('takes no guests unless it is told to, says so, and takes accounts', async () => {
    const { url } = store();
    expect((await rest(url, 'GET', '/api/sign-in')).body).toEqual({ guests: false });
    const guest = await rest(url, 'POST', '/api/guests', { body: { name: 'Zoë' } });
    expect([guest.status, guest.body['code']]).toEqual([403, 'wrong_role']);
    const body = { email: newEmail(), password: PASSWORD, name: 'Zoë' };
    expect((await rest(url, 'POST', '/api/accounts', { body })).status).toBe(201);
  });
});
