import type { Order } from '@lastpair/contracts';
import { describe, expect, test } from 'vitest';
import { describeOnBothBackends } from './kit/backends.ts';
import type { TestClient } from './kit/client.ts';
import { connectClient } from './kit/client.ts';
import { until } from './kit/until.ts';
import { useStore } from './kit/use-store.ts';

const CARDS = {
  approves: '4242 4242 4242 4242',
  declines: '4000000000000002',
  silent: '4000000000000408',
  late: '4000000000003220',
  twice: '4000000000000259',
};
const TWO_SIZES = [
  { size: '42', total: 5 },
  { size: '43', total: 5 },
];

describeOnBothBackends('an order', (backend) => {
  const store = useStore({
    backend,
    env: { PAYMENT_SECONDS: '3', SANDBOX_LATE_SECONDS: '12' },
  });

  /** A bag with a pair of each of two drops. */
  const bag = async (shopper: TestClient) => {
    const [one, other] = await Promise.all([store().drop(), store().drop()]);
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
  const sold = async (dropId: string) => (await store().view(dropId)).sizes[0]!.sold;

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
    expect(await Promise.all(drops.map(sold))).toEqual([1, 1]);
    await until('all of it on the stream', () => heard.length >= 4);
    expect(heard.toSorted()).toEqual(['paying', 'paying', 'purchased', 'purchased']);
    stream.unsubscribe();
    const { orders } = await shopper.http.orders.mine.query({});
    expect(orders.map(({ id }) => id)).toEqual([placed.id]);
  });

  test('that is declined gives every pair back with the time that was left', async () => {
    const shopper = await store().guest();
    const { ids } = await bag(shopper);
    const before = await shopper.http.me.get.query();
    const declined = await checkout(shopper, ids, CARDS.declines);
    expect(declined).toMatchObject({ status: 'declined', payment: { status: 'declined' } });
    const after = await shopper.http.me.get.query();
    for (const { id, status, expiresAt } of after.reservations) {
      expect(status).toBe('active');
      const had = before.reservations.find((each) => each.id === id)!;
      expect(Date.parse(expiresAt)).toBeGreaterThanOrEqual(Date.parse(had.expiresAt));
    }
    const again = await checkout(shopper, ids, CARDS.approves);
    expect(again.status).toBe('completed');
  });
});




