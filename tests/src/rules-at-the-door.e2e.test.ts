import type { View } from '@lastpair/contracts';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { describeOnBothBackends } from './kit/backends.ts';
import { until } from './kit/until.ts';
import { useStore } from './kit/use-store.ts';

describeOnBothBackends('the server refuses', (backend) => {
  const store = useStore({ backend, apis: 1, workers: 1 });

  test('a reservation before the opening, and opens by itself on the dot', async () => {
    const opensAt = Date.now() + 4_000;
    const drop = await store().drop({ opensAt: new Date(opensAt).toISOString() });
    const shopper = await store().guest();
    expect(drop.status).toBe('scheduled');
    expect(await shopper.reserve(drop.id, '42')).toMatchObject({ reason: 'not_open' });
    await sleep(opensAt + 5 - Date.now());
    expect(await shopper.reserve(drop.id, '42')).toMatchObject({ status: 'accepted' });
    expect((await store().view(drop.id)).status).toBe('open');
  });

  test('a drop without an opening time until the merchant opens it, and after it is closed', async () => {
    const { merchant } = store();
    const drop = await store().drop({ open: false });
    const shopper = await store().guest();
    expect(await shopper.reserve(drop.id, '42')).toMatchObject({ reason: 'not_open' });
    expect(await merchant.http.drops.open.mutate({ dropId: drop.id })).toMatchObject({
      status: 'open',
    });
    expect(await shopper.reserve(drop.id, '42')).toMatchObject({ status: 'accepted' });
    expect(await merchant.http.drops.close.mutate({ dropId: drop.id })).toMatchObject({
      status: 'closed',
    });
    const other = await store().guest();
    expect(await other.reserve(drop.id, '42')).toMatchObject({ reason: 'closed' });
  });

  test('more than the limit, at once and one after the other, and gives it back with a release', async () => {
    const drop = await store().drop({ limitPerShopper: 2 });
    const shopper = await store().guest();
    const outcomes = await Promise.all(
      Array.from({ length: 10 }, () => shopper.reserve(drop.id, '42')),
    );
    const accepted = outcomes.filter(({ status }) => status === 'accepted');
    expect(accepted).toHaveLength(2);
    expect(outcomes.filter(({ reason }) => reason === 'limit_reached')).toHaveLength(8);
    const reservationId = accepted[0]!.reservation!.id;
    await shopper.ws.reservations.release.mutate({ reservationId });
    expect(await shopper.reserve(drop.id, '42')).toMatchObject({ status: 'accepted' });
  });

  test('to act in another’s name', async () => {
    const drop = await store().drop();
    const [owner, stranger] = await Promise.all([store().guest(), store().guest()]);
    const { reservation } = await owner.reserve(drop.id, '42');
    const path = `/api/reservations/${reservation!.id}`;
    const purchase = await stranger.rest('POST', `${path}/purchase`, {});
    expect(purchase.status).toBe(404);
    expect(purchase.body).toMatchObject({ reason: 'unknown_reservation' });
    expect((await stranger.rest('POST', `${path}/release`, {})).body).toMatchObject({
      reason: 'unknown_reservation',
    });
    const named = await stranger.rest('POST', `/api/drops/${drop.id}/reservations`, {
      size: '42',
      shopperId: owner.shopper.id,
    });
    expect(named.status).toBe(400);
    expect(await owner.http.me.get.query()).toMatchObject({
      reservations: [{ id: reservation!.id, status: 'active' }],
    });
  });

  test('sizes it does not have, and reservations and drops that are not there', async () => {
    const drop = await store().drop();
    const shopper = await store().guest();
    const nowhere = crypto.randomUUID();
    expect(await shopper.reserve(drop.id, '50')).toMatchObject({ reason: 'unknown_size' });
    expect(await shopper.reserve(nowhere, '42')).toMatchObject({ reason: 'unknown_drop' });
    const noDrop = await shopper.rest('POST', `/api/drops/${nowhere}/reservations`, { size: '42' });
    expect(noDrop.status).toBe(404);
    expect(noDrop.body).toMatchObject({ code: 'unknown_drop' });
    const none = await shopper.rest('POST', `/api/reservations/${nowhere}/purchase`, {});
    expect(none.status).toBe(404);
    expect(none.body).toMatchObject({ code: 'unknown_reservation' });
  });

  test('a merchant’s work to shoppers, and nobody’s work without a session', async () => {
    const drop = await store().drop();
    const shopper = await store().guest();
    const open = await shopper.rest('POST', `/api/drops/${drop.id}/close`);
    expect([open.status, open.body['code']]).toEqual([403, 'wrong_role']);
    const response = await fetch(`${store().url}/api/me`);
    expect(response.status).toBe(401);
    expect(await response.json()).toMatchObject({ code: 'no_session' });
  });

  test('to let a restock be lost: a restocked pair can be had at once', async () => {
    const drop = await store().drop({ sizes: [{ size: '42', total: 0 }] });
    const shopper = await store().guest();
    expect(await shopper.reserve(drop.id, '42')).toMatchObject({ reason: 'sold_out' });
    const { merchant } = store();
    await merchant.http.drops.restock.mutate({ dropId: drop.id, size: '42', quantity: 1 });
    expect(await shopper.reserve(drop.id, '42')).toMatchObject({ status: 'accepted' });
    await expect(
      merchant.http.drops.restock.mutate({ dropId: drop.id, size: '50', quantity: 1 }),
    ).rejects.toMatchObject({ data: { problem: 'unknown_size', httpStatus: 409 } });
  });

  test('keeps counts from shoppers when the drop shows only levels', async () => {
    const drop = await store().drop({ stockDisplay: 'levels' });
    const get = async <T>(path: string) =>
      (await (await fetch(`${store().url}${path}`)).json()) as T;
    const seen = await get<View>(`/api/drops/${drop.id}`);
    expect(seen.sizes[0]).toMatchObject({
      total: null,
      available: null,
      reserved: null,
      sold: null,
      level: 'high',
    });
    expect((await store().view(drop.id)).sizes[0]!.available).toBe(10);
    await until('the drop in the list', async () => {
      const list = await get<View[]>('/api/drops');
      return list.some(({ id, sizes }) => id === drop.id && sizes[0]!.available === null);
    });
  });
});
