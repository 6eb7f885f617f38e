import { expect, test } from 'vitest';
import { describeOnBothBackends } from './kit/backends.ts';
import { CARDS } from './kit/cards.ts';
import type { TestClient } from './kit/client.ts';
import { connectClient } from './kit/client.ts';
import { until } from './kit/until.ts';
import { useStore } from './kit/use-store.ts';

describeOnBothBackends('an order', (backend) => {
  const store = useStore({
    backend,
    env: { PAYMENT_SECONDS: '2', SANDBOX_LATE_SECONDS: '8' },
  });

  /** A bag with a pair of each of two drops. */
  const bag = async (shopper: TestClient, total = 10) => {
    const sizes = [{ size: '42', total }];
    const [one, other] = await Promise.all([store().drop({ sizes }), store().drop({ sizes })]);
    const [first, second] = await Promise.all([
      shopper.reserve(one.id, '42'),
      shopper.reserve(other.id, '42'),
    ]);
    return { drops: [one.id, other.id], ids: [first.reservation!.id, second.reservation!.id] };
  };
  const checkout = (shopper: TestClient, reservationIds: string[], paymentMethod?: string) =>
    shopper.ws.orders.checkout.mutate({ reservationIds, paymentMethod });
  const mine = async (shopper: TestClient) => {
    const { reservations } = await shopper.http.me.get.query();
    return reservations.map(({ status }) => status);
  };
  const counts = async (dropId: string) => {
    const { available, reserved, sold } = (await store().view(dropId)).sizes[0]!;
    return [available, reserved, sold];
  };
  const over = (shopper: TestClient, orderId: string) =>
    until('the order to be over', async () => {
      const order = await shopper.http.orders.byId.query({ orderId });
      return !['placed', 'paying', 'in_doubt'].includes(order.status) && order;
    });

  test('of pairs of two drops is held, paid and bought as one, and told on the shopper’s stream', async () => {
    const shopper = await store().guest();
    const { drops, ids } = await bag(shopper);
    const heard: string[] = [];
    const stream = shopper.ws.me.outcomes.subscribe(undefined, {
      onData: ({ data }) => void heard.push(data.reservation?.status ?? ''),
    });
    const placed = await checkout(shopper, ids);
    expect(placed).toMatchObject({ status: 'paying', totalCents: 38_000, currency: 'USD' });
    expect(placed.lines.map(({ status }) => status)).toEqual(['paying', 'paying']);
    expect(await mine(shopper)).toEqual(['paying', 'paying']);
    const paid = await shopper.ws.orders.pay.mutate({
      orderId: placed.id,
      paymentMethod: CARDS.approves,
    });
    expect(paid).toMatchObject({
      status: 'completed',
      payment: { status: 'captured', paidWith: 'Test card ending in 4242' },
    });
    expect(await mine(shopper)).toEqual(['purchased', 'purchased']);
    expect(await Promise.all(drops.map(counts))).toEqual([
      [9, 0, 1],
      [9, 0, 1],
    ]);
    await until('all of it on the stream', () => heard.length >= 4);
    expect(heard.toSorted()).toEqual(['paying', 'paying', 'purchased', 'purchased']);
    stream.unsubscribe();
    const { orders } = await shopper.http.orders.mine.query({});
    expect(orders.map(({ id }) => id)).toEqual([placed.id]);
  });

  test('that is declined or left gives every pair back with the time that was left', async () => {
    const shopper = await store().guest();
    const { ids } = await bag(shopper);
    const before = await shopper.http.me.get.query();
    const declined = await checkout(shopper, ids, CARDS.declines);
    expect(declined).toMatchObject({ status: 'declined', payment: { status: 'declined' } });
    const held = await checkout(shopper, ids);
    const left = await shopper.ws.orders.cancel.mutate({ orderId: held.id });
    expect(left).toMatchObject({ status: 'cancelled', reason: 'cancelled' });
    const after = await shopper.http.me.get.query();
    for (const { id, status, expiresAt } of after.reservations) {
      expect(status).toBe('active');
      const had = before.reservations.find((each) => each.id === id)!;
      expect(Date.parse(expiresAt)).toBeGreaterThanOrEqual(Date.parse(had.expiresAt));
      expect(Date.parse(expiresAt) - Date.parse(after.serverTime)).toBeLessThan(60_000);
    }
    expect((await checkout(shopper, ids, CARDS.approves)).status).toBe('completed');
  });

  test('is one, whoever of two tabs is faster, and its pairs are in no other', async () => {
    const shopper = await store().guest();
    using elsewhere = connectClient(store().urls[1]!, shopper.token, shopper.shopper);
    const { ids } = await bag(shopper);
    const more = await store().drop();
    const third = (await shopper.reserve(more.id, '42')).reservation!.id;
    const tabs = [shopper, elsewhere, shopper, elsewhere];
    const orders = await Promise.all(tabs.map((tab) => checkout(tab, ids, CARDS.twice)));
    expect(new Set(orders.map(({ id }) => id)).size).toBe(1);
    expect(orders[0]!.status).toBe('completed');

    const [orderId] = orders.map(({ id }) => id);
    const asked = { reservationIds: ids.toReversed(), orderId };
    expect(await shopper.http.orders.checkout.mutate(asked)).toMatchObject({ id: orderId });
    const rest = (body: unknown) => shopper.rest('POST', '/api/orders', body);
    expect(await rest({ reservationIds: [third], orderId })).toMatchObject({
      status: 409,
      body: { code: 'id_conflict' },
    });
    expect(await rest({ reservationIds: [ids[0], third] })).toMatchObject({
      status: 409,
      body: { code: 'paying' },
    });
    const stranger = await store().guest();
    expect((await stranger.rest('POST', '/api/orders', { reservationIds: ids })).status).toBe(404);
    expect((await stranger.rest('GET', `/api/orders/${orderId}`)).status).toBe(404);
    const events = await store().database.query('select 1 from payment_event where order_id = $1', [
      orderId,
    ]);
    expect(events.length).toBeLessThanOrEqual(1);
  });

  test('with a pair that is gone is refused, and the others go on', async () => {
    const shopper = await store().guest();
    const { ids } = await bag(shopper);
    await shopper.http.reservations.release.mutate({ reservationId: ids[0]! });
    const order = await checkout(shopper, ids, CARDS.approves);
    expect(order).toMatchObject({ status: 'refused', reason: 'already_released' });
    expect((await mine(shopper)).toSorted()).toEqual(['active', 'released']);
    expect(order.payment.status).toBe('due');
  });

  test('cannot be bought, let go or ordered a second time pair by pair while it is paid', async () => {
    const shopper = await store().guest();
    const { ids } = await bag(shopper);
    const { id } = await checkout(shopper, ids);
    const [reservationId] = ids as [string];
    for (const ask of ['purchase', 'release'] as const) {
      const outcome = await shopper.http.reservations[ask].mutate({ reservationId });
      expect(outcome).toMatchObject({ status: 'refused', reason: 'paying' });
    }
    expect((await shopper.ws.orders.cancel.mutate({ orderId: id })).status).toBe('cancelled');
  });

  test('that is not paid in time gives its pairs back when the provider has been asked', async () => {
    const [idle, silent] = await Promise.all([store().guest(), store().guest()]);
    const bags = [await bag(idle), await bag(silent)];
    const placed = [await checkout(idle, bags[0]!.ids), await checkout(silent, bags[1]!.ids)];
    await silent.http.orders.pay.mutate({
      orderId: placed[1]!.id,
      paymentMethod: CARDS.silent,
      waitMs: 0,
    });
    const ends = [await over(idle, placed[0]!.id), await over(silent, placed[1]!.id)];
    for (const end of ends) {
      expect(end).toMatchObject({ status: 'expired', payment: { status: 'cancelled' } });
    }
    for (const { drops } of bags) {
      for (const dropId of drops) expect(await counts(dropId)).toEqual([10, 0, 0]);
    }
  });

  test('paid late is sold when pairs are free, and else the money goes back: never neither, never both', async () => {
    const [lucky, unlucky, rival] = await Promise.all([
      store().guest(),
      store().guest(),
      store().guest(),
    ]);
    const [free, scarce] = [await bag(lucky), await bag(unlucky, 1)];
    const [sold, lost] = await Promise.all([
      checkout(lucky, free.ids),
      checkout(unlucky, scarce.ids),
    ]);
    for (const [shopper, { id }] of [
      [lucky, sold],
      [unlucky, lost],
    ] as const) {
      await shopper.http.orders.pay.mutate({ orderId: id, paymentMethod: CARDS.late, waitMs: 0 });
    }
    const doubt = await until('the doubt', async () => {
      const order = await unlucky.http.orders.byId.query({ orderId: lost.id });
      return order.status === 'in_doubt' && order;
    });
    expect(doubt.lines.map(({ status }) => status)).toEqual(['expired', 'expired']);
    await until('the rival to have one', async () => {
      const { status } = await rival.reserve(scarce.drops[1]!, '42');
      return status === 'accepted';
    });
    expect(await over(lucky, sold.id)).toMatchObject({
      status: 'completed',
      payment: { status: 'captured' },
    });
    expect(await over(unlucky, lost.id)).toMatchObject({
      status: 'refunded',
      reason: 'no_pair_left',
      payment: { status: 'cancelled' },
    });
    expect(await Promise.all(free.drops.map(counts))).toEqual([
      [9, 0, 1],
      [9, 0, 1],
    ]);
    expect(await counts(scarce.drops[0]!)).toEqual([1, 0, 0]);
  });

  test('of two shoppers with crossing bags: one wins each pair, and nobody waits for the other', async () => {
    const sizes = [{ size: '42', total: 1 }];
    for (let round = 0; round < 5; round += 1) {
      const drops = [await store().drop({ sizes }), await store().drop({ sizes })];
      const shoppers = await Promise.all([store().guest(), store().guest({ api: 1 })]);
      const bought = await Promise.all(
        shoppers.map(async (shopper, n) => {
          const inOrder = n === 0 ? drops : drops.toReversed();
          const outcomes = await Promise.all(inOrder.map(({ id }) => shopper.reserve(id, '42')));
          const ids = outcomes.flatMap(({ reservation }) => (reservation ? [reservation.id] : []));
          if (ids.length === 0) return 0;
          const order = await checkout(shopper, ids, CARDS.approves);
          expect(order.status).toBe('completed');
          return ids.length;
        }),
      );
      expect(bought[0]! + bought[1]!).toBe(2);
      for (const { id } of drops) expect(await counts(id)).toEqual([0, 0, 1]);
    }
  });

  test('of several sizes that were reserved as one, all or none, summed by size', async () => {
    const drop = await store().drop({
      limitPerShopper: 4,
      sizes: [
        { size: '42', total: 2 },
        { size: '43', total: 5 },
      ],
    });
    const shopper = await store().guest();
    const reserve = (lines: { size: string; quantity: number }[], commandId?: string) =>
      shopper.http.reservations.reserve.mutate({ dropId: drop.id, lines, commandId });
    const split = await reserve([
      { size: '42', quantity: 2 },
      { size: '42', quantity: 1 },
    ]);
    expect(split).toMatchObject({ status: 'refused', reason: 'sold_out' });
    const commandId = crypto.randomUUID();
    const lines = [
      { size: '42', quantity: 2 },
      { size: '43', quantity: 1 },
    ];
    const outcome = await reserve(lines, commandId);
    expect(outcome.reservations?.map(({ size }) => size)).toEqual(['42', '42', '43']);
    expect(await reserve(lines, commandId)).toEqual(outcome);
    const ids = outcome.reservations!.map(({ id }) => id);
    expect(ids[0]).toBe(commandId);
    const let1go = await shopper.http.reservations.release.mutate({ reservationId: ids[1]! });
    expect(let1go.status).toBe('accepted');
    const order = await checkout(shopper, [ids[0]!, ids[2]!], CARDS.approves);
    expect(order).toMatchObject({ status: 'completed', totalCents: 38_000 });
    const more = await reserve([{ size: '43', quantity: 3 }]);
    expect(more).toMatchObject({ status: 'refused', reason: 'limit_reached' });
    const ours = await shopper.rest('POST', `/api/drops/${drop.id}/reservations`, {
      size: '42',
      commandId: ids[2],
    });
    expect(ours).toMatchObject({ status: 400, body: { code: 'bad_input' } });
  });

  test('is taken while no worker is there, says so, and is carried out when one is back', async () => {
    const shopper = await store().guest();
    const { ids } = await bag(shopper);
    const { workers } = store().processes;
    for (const worker of workers) worker.kill('SIGSTOP');
    try {
      const body = { reservationIds: ids, paymentMethod: CARDS.approves, waitMs: 300 };
      const placed = await shopper.rest('POST', '/api/orders', body);
      expect(placed).toMatchObject({ status: 202, body: { status: 'placed' } });
      expect(placed.headers.get('location')).toBe(`/api/orders/${placed.body['id'] as string}`);
      for (const worker of workers) worker.kill('SIGCONT');
      const order = await over(shopper, placed.body['id'] as string);
      expect(order.status).toBe('completed');
    } finally {
      for (const worker of workers) worker.kill('SIGCONT');
    }
  });
});
