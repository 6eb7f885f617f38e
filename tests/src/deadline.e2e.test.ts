import type { Reservation } from '@lastpair/contracts';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { describeOnBothBackends } from './kit/backends.ts';
import { until } from './kit/until.ts';
import { useStore } from './kit/use-store.ts';

describeOnBothBackends('the deadline of a reservation', (backend) => {
  const store = useStore({ backend });

  test('bought 200 ms before it is sold, 200 ms after it is refused, and what is not sold comes back', async () => {
    const each = 10;
    const drop = await store().drop({
      holdSeconds: 2,
      sizes: [
        { size: 'in time', total: each },
        { size: 'too late', total: each },
      ],
    });
    const shoppers = await Promise.all(
      Array.from({ length: 2 * each }, (_, n) => store().guest({ api: n % 2 })),
    );
    const purchases = await Promise.all(
      shoppers.map(async (shopper, n) => {
        const inTime = n % 2 === 0;
        const { reservation } = await shopper.reserve(drop.id, inTime ? 'in time' : 'too late');
        const expiresAt = Date.parse(reservation!.expiresAt);
        await sleep(expiresAt + (inTime ? -200 : 200) - Date.now());
        const outcome = await shopper.ws.reservations.purchase.mutate({
          reservationId: reservation!.id,
        });
        return { inTime, outcome };
      }),
    );
    for (const { inTime, outcome } of purchases) {
      expect(outcome).toMatchObject(inTime ? { status: 'accepted' } : { reason: 'expired' });
    }
    const view = await until('stock to be whole', async () => {
      const seen = await store().view(drop.id);
      return seen.sizes.every(({ reserved }) => reserved === 0) && seen;
    });
    expect(view.sizes).toMatchObject([
      { available: 0, sold: each, total: each },
      { available: each, sold: 0, total: each },
    ]);
  });

  test('purchases all around it: what is sold and what is restored is always the total', async () => {
    const total = 40;
    const drop = await store().drop({ holdSeconds: 1, sizes: [{ size: '42', total }] });
    const shoppers = await Promise.all(
      Array.from({ length: total }, (_, n) => store().guest({ api: n % 2 })),
    );
    const outcomes = await Promise.all(
      shoppers.map(async (shopper, n) => {
        const { reservation } = await shopper.reserve(drop.id, '42');
        const expiresAt = Date.parse(reservation!.expiresAt);
        // From 80 ms before to 76 ms after.
        await sleep(expiresAt - 80 + n * 4 - Date.now());
        return shopper.ws.reservations.purchase.mutate({ reservationId: reservation!.id });
      }),
    );
    const sold = outcomes.filter(({ status }) => status === 'accepted').length;
    for (const { status, reason } of outcomes) {
      expect(status === 'accepted' || reason === 'expired').toBe(true);
    }
    await until('the rest to be restored', async () => {
      const [size] = (await store().view(drop.id)).sizes;
      return size!.reserved === 0 && size!.sold === sold && size!.available === total - sold;
    });
  });

  test('stock is back soon after it, and the owner hears of it', async () => {
    const drop = await store().drop({ holdSeconds: 1, sizes: [{ size: '42', total: 1 }] });
    const shopper = await store().guest();
    const heard: Reservation[] = [];
    const listening = shopper.ws.me.outcomes.subscribe(undefined, {
      onData: ({ data }) => void (data.reservation && heard.push(data.reservation)),
    });
    const { reservation } = await shopper.reserve(drop.id, '42');
    await until('stock', async () => (await store().view(drop.id)).sizes[0]!.available === 1);
    const late = Date.now() - Date.parse(reservation!.expiresAt);
    expect(late).toBeLessThan(1_500);
    await until('the news of it', () => heard.at(-1)?.status === 'expired');
    expect(await shopper.reserve(drop.id, '42')).toMatchObject({ status: 'accepted' });
    listening.unsubscribe();
  });
});
