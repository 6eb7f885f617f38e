import type { Audience, Room } from '@lastpair/contracts';
import { describe, expect, test } from 'vitest';
import { connectClient } from './kit/client.ts';
import { until } from './kit/until.ts';
import { useStore } from './kit/use-store.ts';

describe('who looks on', () => {
  const store = useStore({ backend: 'postgres', apis: 2, workers: 1 });

  test('a merchant’s room shows what has happened and what happens', async () => {
    const drop = await store().drop({ sizes: [{ size: '42', total: 3 }] });
    const shoppers = await Promise.all(
      ['Ada', 'Bo', 'Cy', 'Di', 'Ed'].map((name) => store().guest({ name })),
    );
    const before = [];
    for (const shopper of shoppers) before.push(await shopper.reserve(drop.id, '42'));

    const rooms: Room[] = [];
    const watching = store().merchant.ws.drops.room.subscribe(
      { dropId: drop.id },
      { onData: (room) => void rooms.push(room) },
    );
    const first = await until('the room', () => rooms[0]);
    expect(first.refusals).toEqual([{ reason: 'sold_out', count: 2 }]);
    expect(first.holds.map(({ name }) => name).toSorted()).toEqual(['Ada', 'Bo', 'Cy']);
    expect(first.pace).toHaveLength(60);
    expect(first.pace.reduce((sum, { refused }) => sum + refused, 0)).toBe(2);
    expect(first.log[0]).toMatchObject({ name: 'Ed', status: 'refused', answer: 'sold_out' });
    expect(first.log.at(-1)).toMatchObject({ seq: 1, kind: 'open', answer: 'opened' });
    expect(first.drift).toBe(0);

    const [ada, bo] = shoppers;
    await ada!.ws.reservations.purchase.mutate({ reservationId: before[0]!.reservation!.id });
    await bo!.ws.reservations.release.mutate({ reservationId: before[1]!.reservation!.id });
    await shoppers[3]!.reserve(drop.id, '42');
    await shoppers[4]!.reserve(drop.id, '42');
    const later = await until('what is new', () => {
      const room = rooms.at(-1);
      return room?.sellThrough.at(-1)?.sold === 1 && room.refusals[0]?.count === 3 && room;
    });
    expect(later.sellThrough.at(-1)).toMatchObject({ sold: 1, held: 2 });
    expect(later.shoppers.find(({ name }) => name === 'Ada')).toMatchObject({ held: 0, bought: 1 });
    const decided = later.pace.reduce((sum, { accepted, refused }) => sum + accepted + refused, 0);
    expect(decided).toBe(later.seq);
    watching.unsubscribe();
  });

  test('a shopper may not enter the room', async () => {
    const drop = await store().drop();
    const shopper = await store().guest();
    let problem: string | undefined;
    shopper.ws.drops.room.subscribe(
      { dropId: drop.id },
      { onError: (error) => void (problem = error.data?.problem) },
    );
    await until('a refusal', () => problem === 'wrong_role');
  });

  test('everybody who looks at a drop is counted, through whichever api, and those who leave are not', async () => {
    const drop = await store().drop();
    const shopper = await store().guest();
    const clients = store().urls.flatMap((url) => [
      connectClient(url, shopper.token, shopper.shopper),
      connectClient(url, shopper.token, shopper.shopper),
    ]);
    const seen: (Audience | undefined)[] = clients.map(() => undefined);
    const subscriptions = clients.map((client, n) =>
      client.ws.drops.audience.subscribe(
        { dropId: drop.id },
        { onData: (audience) => void (seen[n] = audience) },
      ),
    );
    await until('all to see four', () => seen.every((audience) => audience?.watching === 4));
    subscriptions[3]!.unsubscribe();
    await until('three', () => seen.slice(0, 3).every((audience) => audience?.watching === 3));
    for (const client of clients) client[Symbol.dispose]();
  });
});
