import { expect, test } from 'vitest';
import { describeOnBothBackends } from './kit/backends.ts';
import { useStore } from './kit/use-store.ts';

describeOnBothBackends('the last pair', (backend) => {
  const store = useStore({ backend });

  test('of 200 shoppers who want it at once, on two apis, exactly one has it', async () => {
    const drop = await store().drop({ sizes: [{ size: '42', total: 1 }] });
    const shoppers = await Promise.all(
      Array.from({ length: 200 }, (_, n) => store().guest({ api: n % 2 })),
    );
    const outcomes = await Promise.all(shoppers.map((shopper) => shopper.reserve(drop.id, '42')));
    expect(outcomes.filter(({ status }) => status === 'accepted')).toHaveLength(1);
    expect(outcomes.filter(({ reason }) => reason === 'sold_out')).toHaveLength(199);
    expect((await store().view(drop.id)).sizes[0]).toMatchObject({
      total: 1,
      available: 0,
      reserved: 1,
      sold: 0,
      level: 'out',
    });
    for (const shopper of shoppers) shopper[Symbol.dispose]();
  });

  test('five parallel purchases under one id make one purchase and five identical answers', async () => {
    const drop = await store().drop();
    const shopper = await store().guest();
    const { reservation } = await shopper.reserve(drop.id, '42');
    const reservationId = reservation!.id;
    const commandId = crypto.randomUUID();
    const outcomes = await Promise.all(
      Array.from({ length: 5 }, () =>
        shopper.http.reservations.purchase.mutate({ reservationId, commandId }),
      ),
    );
    expect(outcomes[0]).toMatchObject({ status: 'accepted', purchase: { reservationId } });
    for (const outcome of outcomes) expect(outcome).toEqual(outcomes[0]);
    expect((await shopper.http.me.get.query()).purchases).toHaveLength(1);
    expect((await store().view(drop.id)).sizes[0]).toMatchObject({ reserved: 0, sold: 1 });
  });

  test('five parallel purchases under five ids make one purchase; the others are told it is bought', async () => {
    const drop = await store().drop();
    const shopper = await store().guest();
    const { reservation } = await shopper.reserve(drop.id, '42');
    const path = `/api/reservations/${reservation!.id}/purchase`;
    const answers = await Promise.all(
      Array.from({ length: 5 }, () => shopper.rest('POST', path, {})),
    );
    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([
      201, 409, 409, 409, 409,
    ]);
    const refused = answers.filter(({ status }) => status === 409);
    for (const { body } of refused) expect(body['reason']).toBe('already_purchased');
    expect((await store().view(drop.id)).sizes[0]).toMatchObject({ reserved: 0, sold: 1 });
  });
});
