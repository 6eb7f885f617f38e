import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { DeadLetter, Order, Room } from '@lastpair/contracts';
import { signSandboxEvent } from '@lastpair/payment';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { CARDS } from './kit/cards.ts';
import { choke } from './kit/choke.ts';
import { rest } from './kit/client.ts';
import type { TestClient } from './kit/client.ts';
import { clearLetters } from './kit/letters.ts';
import { openStore } from './kit/store.ts';
import type { TestStore } from './kit/store.ts';
import { until } from './kit/until.ts';

const WEBHOOKS = 'a-secret-of-the-sandbox';

describe('the merchant’s desk', () => {
  const alarms: { waiting: number; letters: { id: string; kind: string }[] }[] = [];
  const siren = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      alarms.push(JSON.parse(body));
      response.end();
    });
  });
  let store: TestStore;
  beforeAll(async () => {
    await new Promise<void>((resolve) => siren.listen(0, '127.0.0.1', resolve));
    const { port } = siren.address() as AddressInfo;
    store = await openStore({
      backend: 'postgres',
      apis: 1,
      workers: 1,
      env: { ALARM_URL: `http://127.0.0.1:${port}/`, SANDBOX_WEBHOOK_SECRET: WEBHOOKS },
    });
  });
  afterAll(async () => {
    expect(await store.drift()).toBe(0);
    await store[Symbol.asyncDispose]();
    siren.close();
  });

  const buy = async (shopper: TestClient, dropId: string, card = CARDS.approves) => {
    const { reservation } = await shopper.reserve(dropId, '42');
    return shopper.http.orders.checkout.mutate({
      reservationIds: [reservation!.id],
      paymentMethod: card,
    });
  };
  const counts = async (dropId: string) => {
    const { total, available, sold } = (await store.view(dropId)).sizes[0]!;
    return [total, available, sold];
  };

  test('finds orders by number, name, product, status and drop, page by page, and as CSV', async () => {
    const [zoe, max] = await Promise.all([
      store.guest({ name: '=Zoë, "Z"' }),
      store.guest({ name: 'Max' }),
    ]);
    const drop = await store.drop({ limitPerShopper: 5 });
    const first = await buy(zoe, drop.id);
    await buy(max, drop.id, CARDS.declines);
    const third = await buy(max, drop.id);
    const list = async (query: Record<string, string>) => {
      const path = `/api/orders?${new URLSearchParams({ dropId: drop.id, ...query }).toString()}`;
      const { status, body } = await store.merchant.rest('GET', path);
      expect(status).toBe(200);
      return body as { orders: Order[]; next?: string };
    };
    const numbers = async (query: Record<string, string>) =>
      (await list(query)).orders.map(({ number }) => number);
    expect(await numbers({ search: first.number.toLowerCase() })).toEqual([first.number]);
    expect(await numbers({ search: 'zoë' })).toEqual([first.number]);
    expect(await numbers({ search: 'moonwalker', status: 'completed' })).toEqual([
      third.number,
      first.number,
    ]);
    expect(await numbers({ search: '100%' })).toEqual([]);
    const page = await list({ limit: '2' });
    expect(page.orders).toHaveLength(2);
    expect(await numbers({ limit: '2', cursor: page.next! })).toEqual([first.number]);

    const path = `/api/orders.csv?dropId=${drop.id}`;
    const csv = await store.merchant.rest('GET', path);
    expect(csv.headers.get('content-type')).toContain('text/csv');
    const rows = (csv.body['text'] as string).trim().split('\r\n');
    expect(rows).toHaveLength(4);
    expect(rows[0]).toMatch(/^number,order_id,placed_at,status/);
    // A name is text, whatever a spreadsheet would make of it.
    expect(rows[3]).toContain(`"'=Zoë, ""Z"""`);
    expect((await max.rest('GET', path)).status).toBe(403);
    expect((await rest(store.url, 'GET', path)).status).toBe(401);
    expect((await max.rest('GET', '/api/orders')).status).toBe(403);
    const own = await max.http.orders.mine.query({ limit: 1 });
    expect(own).toMatchObject({ orders: [{ id: third.id }] });
    expect(own.next).toBeDefined();
  });

  test('gives money back once, with the pairs back on sale or without, and it is on record', async () => {
    const shopper = await store.guest();
    const drop = await store.drop({ limitPerShopper: 5, sizes: [{ size: '42', total: 3 }] });
    const [kept, returned, declined] = [
      await buy(shopper, drop.id),
      await buy(shopper, drop.id),
      await buy(shopper, drop.id, CARDS.declines),
    ];
    const refund = (orderId: string, restock: boolean) =>
      store.merchant.rest('POST', `/api/orders/${orderId}/refund`, {
        restock,
        reason: 'too small',
      });
    const answers = await Promise.all([1, 2, 3].map(() => refund(returned.id, true)));
    for (const { status, body } of answers) {
      expect([status, body['status']]).toEqual([200, 'refunded']);
    }
    await until('the restock', async () => (await counts(drop.id))[0] === 4);
    expect((await refund(kept.id, false)).body).toMatchObject({
      status: 'refunded',
      reason: 'merchant',
      restocked: false,
      payment: { status: 'refunded' },
    });
    expect(await counts(drop.id)).toEqual([4, 1, 2]);
    expect(await refund(declined.id, false)).toMatchObject({ status: 409 });
    expect((await shopper.rest('POST', `/api/orders/${kept.id}/refund`, {})).status).toBe(403);
    const actions = await store.database.query(
      `select 1 from merchant_action
       where action = 'orders.refund' and result = 'done' and input->>'orderId' = any($1)`,
      [[kept.id, returned.id]],
    );
    expect(actions).toHaveLength(4);
    const back = await store.database.query(
      'select 1 from sandbox_charge where refunded_at is not null and order_id = any($1)',
      [[kept.id, returned.id, declined.id]],
    );
    expect(back).toHaveLength(2);
  });

  test('sees who is shopping: live bags, whatever they hold elsewhere, and where they stand', async () => {
    const shopper = await store.guest({ name: 'Zoë' });
    const drops = [await store.drop(), await store.drop()];
    const held = await Promise.all(drops.map(({ id }) => shopper.reserve(id, '42')));
    await shopper.http.orders.checkout.mutate({ reservationIds: [held[0]!.reservation!.id] });
    let room: Room | undefined;
    const subscription = store.merchant.ws.drops.room.subscribe(
      { dropId: drops[0]!.id },
      { onData: (data) => void (room = data) },
    );
    const bag = await until('the bag', () => room?.bags[0]);
    subscription.unsubscribe();
    expect(bag).toMatchObject({ name: 'Zoë', orderStatus: 'paying' });
    expect(bag.pairs.map(({ status }) => status).toSorted()).toEqual(['active', 'paying']);
  });

  test('is told of dead letters, and tries them again or lets them go, each once', async () => {
    const { database, merchant } = store;
    await clearLetters(store);
    const drop = await store.drop({
      limitPerShopper: 3,
      sizes: [
        { size: 'good', total: 9 },
        { size: 'poison', total: 9 },
      ],
    });
    await using poison = await choke(database, 'insert on reservation', `new.size = 'poison'`);
    const shopper = await store.guest();
    for (let n = 0; n < 2; n += 1) {
      expect(await shopper.reserve(drop.id, 'poison')).toMatchObject({ reason: 'failed' });
    }
    const list = (status: string) =>
      merchant.rest('GET', `/api/dead-letters?status=${status}&kind=command`);
    const letters = (await list('waiting')).body['letters'] as DeadLetter[];
    expect(letters).toHaveLength(2);
    const [retried, discarded] = letters as [DeadLetter, DeadLetter];
    expect(retried).toMatchObject({ kind: 'command', cause: expect.stringContaining('poison') });
    expect(retried.payload).toMatchObject({ kind: 'reserve', size: 'poison' });
    await until('the alarm', () =>
      alarms.some((alarm) => alarm.letters.some(({ id }) => id === retried.id)),
    );
    const metrics = await merchant.rest('GET', '/metrics');
    expect(metrics.body['text']).toContain('lastpair_dead_letters{kind="command"} 2');

    await poison.off();
    const act = (id: string, what: string, body?: unknown) =>
      merchant.rest('POST', `/api/dead-letters/${id}/${what}`, body);
    const answers = await Promise.all([1, 2, 3].map(() => act(retried.id, 'retry')));
    for (const { status } of answers) expect(status).toBe(200);
    const reserved = await until('the pair', async () => {
      const { reservations } = await shopper.http.me.get.query();
      return reservations.length > 0 && reservations;
    });
    expect(reserved).toMatchObject([{ size: 'poison', status: 'active' }]);
    expect((await act(discarded.id, 'discard', { reason: '' })).status).toBe(400);
    const gone = await act(discarded.id, 'discard', { reason: 'nobody waits for it' });
    expect(gone.body).toMatchObject({ status: 'discarded' });
    expect((await act(discarded.id, 'retry')).body).toMatchObject({ status: 'discarded' });
    const { history } = (await merchant.rest('GET', `/api/dead-letters/${discarded.id}`))
      .body as unknown as DeadLetter;
    expect(history.at(-1)).toMatchObject({
      what: 'discarded: nobody waits for it',
      by: 'Merchant',
    });
    expect((await merchant.http.health.query()).deadLetters).toBe(0);
    expect((await shopper.rest('GET', '/api/dead-letters')).status).toBe(403);
    const made = 'select 1 from reservation where size = $1 and drop_id = $2';
    expect(await database.query(made, ['poison', drop.id])).toHaveLength(1);
  });

  test('takes webhooks that are signed, each once; what is about nothing becomes a dead letter', async () => {
    await clearLetters(store);
    const orderId = crypto.randomUUID();
    const id = `event-${orderId}`;
    const body = JSON.stringify({ id, type: 'payment.answered', orderId });
    const send = (signature: string) =>
      rest(store.url, 'POST', '/api/webhooks/payments/sandbox', {
        body,
        headers: { 'sandbox-signature': signature },
      });
    const now = Math.floor(Date.now() / 1_000);
    expect((await send(signSandboxEvent('a-secret-of-somebody-else', body, now))).status).toBe(400);
    expect((await send(signSandboxEvent(WEBHOOKS, body, now - 3_600))).status).toBe(400);
    expect((await send('')).body).toMatchObject({ code: 'bad_signature' });
    for (let n = 0; n < 3; n += 1) {
      expect((await send(signSandboxEvent(WEBHOOKS, body, now))).status).toBe(200);
    }
    const letter = await until('the letter', async () => {
      const { letters } = await store.merchant.http.deadLetters.list.query({ kind: 'webhook' });
      return letters.length === 1 && letters[0];
    });
    expect(letter).toMatchObject({ orderId, subject: `sandbox ${id}`, status: 'waiting' });
    const letterId = letter.id;
    await store.merchant.http.deadLetters.discard.mutate({ letterId, reason: 'a test' });
  });

  test('a reservation that cannot expire becomes a dead letter, and its neighbours expire at once', async () => {
    const { database, merchant } = store;
    await clearLetters(store);
    const drop = await store.drop({ holdSeconds: 1, sizes: [{ size: '42', total: 20 }] });
    const shoppers = await Promise.all(Array.from({ length: 20 }, () => store.guest()));
    const outcomes = await Promise.all(shoppers.map((shopper) => shopper.reserve(drop.id, '42')));
    const { id: stuck } = outcomes[7]!.reservation!;
    await using poison = await choke(database, 'update on reservation', `new.id = '${stuck}'`);
    await until('the others', async () => (await counts(drop.id))[1] === 19);
    const [late] = await database.query<{ ms: number }>(
      `select max(extract(epoch from o.decided_at - r.expires_at) * 1000)::int as ms
       from outcome o join reservation r on r.drop_id = o.drop_id and r.id::text = o.payload
       where o.drop_id = $1 and o.kind = 'expire'`,
      [drop.id],
    );
    expect(late!.ms).toBeLessThan(5_000);
    const letter = await until('the letter', async () => {
      const { letters } = await merchant.http.deadLetters.list.query({ kind: 'expiry' });
      return letters[0];
    });
    expect(letter).toMatchObject({ subject: stuck, dropId: drop.id });
    await poison.off();
    await merchant.http.deadLetters.retry.mutate({ letterId: letter.id });
    await until('the last', async () => (await counts(drop.id))[1] === 20);
  });

  test('an order that the provider can’t take any further waits for people, and goes on when they say so', async () => {
    const { database, merchant } = store;
    await clearLetters(store);
    const drop = await store.drop();
    const shopper = await store.guest();
    await using poison = await choke(
      database,
      'update on sandbox_charge',
      'new.captured_at is not null',
    );
    const { reservation } = await shopper.reserve(drop.id, '42');
    const placed = await shopper.http.orders.checkout.mutate({
      reservationIds: [reservation!.id],
      paymentMethod: CARDS.approves,
      waitMs: 0,
    });
    const seen: string[] = [];
    const stream = shopper.ws.orders.watch.subscribe(
      { orderId: placed.id },
      { onData: ({ data }) => void seen.push(data.status) },
    );
    const letter = await until('the letter', async () => {
      const { letters } = await merchant.http.deadLetters.list.query({ kind: 'payment' });
      return letters[0];
    });
    expect(letter).toMatchObject({ orderId: placed.id, payload: { step: 'capture' } });
    await poison.off();
    expect(await counts(drop.id)).toEqual([10, 9, 0]);
    await merchant.http.deadLetters.retry.mutate({ letterId: letter.id });
    await until('the end on the stream', () => seen.at(-1) === 'completed');
    stream.unsubscribe();
    expect(await counts(drop.id)).toEqual([10, 9, 1]);
  });

  test('while the database is down the door says so, and loses nothing that it took before', async () => {
    const shopper = await store.guest();
    const drops = [await store.drop(), await store.drop()];
    const held = await Promise.all(drops.map(({ id }) => shopper.reserve(id, '42')));
    const [first, second] = held.map(({ reservation }) => reservation!.id) as [string, string];
    const order = (reservationId: string) =>
      shopper.rest('POST', '/api/orders', {
        reservationIds: [reservationId],
        paymentMethod: CARDS.approves,
        waitMs: 0,
      });
    const [worker] = store.processes.workers;
    worker!.kill('SIGSTOP');
    const taken = await order(first);
    expect(taken.status).toBe(202);
    const outside = new Client({ connectionString: inject('postgresUrl') });
    await outside.connect();
    const name = new URL(store.database.url).pathname.slice(1);
    await outside.query(`alter database ${name} with allow_connections false`);
    try {
      await outside.query(
        'select pg_terminate_backend(pid) from pg_stat_activity where datname = $1',
        [name],
      );
      const refused = await until('the door to notice', async () => {
        const answer = await order(second);
        return answer.status !== 201 && answer;
      });
      expect(refused).toMatchObject({ status: 503, body: { code: 'overloaded' } });
      expect(refused.headers.get('retry-after')).not.toBeNull();
    } finally {
      await outside.query(`alter database ${name} with allow_connections true`);
      await outside.end();
      worker!.kill('SIGCONT');
    }
    const orderId = taken.body['id'] as string;
    await until(
      'the order that was taken',
      async () => (await shopper.http.orders.byId.query({ orderId })).status === 'completed',
    );
    expect((await order(second)).status).toBe(202);
  });
});
