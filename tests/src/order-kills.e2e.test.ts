import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import type { Failpoint } from '@lastpair/runtime';
import { expect, test } from 'vitest';
import { describeOnBothBackends } from './kit/backends.ts';
import { CARDS } from './kit/cards.ts';
import { openStore } from './kit/store.ts';
import { until } from './kit/until.ts';

/** Where a process is killed while many orders are on their way. All other places are in order-steps.int. */
const PLACES: Failpoint[] = [
  'order.placed',
  'order.asking',
  'order.hold.acted',
  'order.pay.acted',
  'order.settle.acted',
  'order.resume.acted',
];
const ORDERS = 12;
const OVER_WITHIN_MS = 60_000;

describeOnBothBackends('orders while processes are killed', (backend) => {
  test('and the queue is emptied end all the same, each as it should, paid once and bought once', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'lastpair-failpoints-'));
    try {
      await using store = await openStore({
        backend,
        env: { FAILPOINTS: `folder:${folder}`, LOG_LEVEL: 'silent' },
      });
      const drops = await Promise.all(
        [0, 1].map(() => store.drop({ sizes: [{ size: '42', total: ORDERS }], holdSeconds: 120 })),
      );
      const bags = await Promise.all(
        Array.from({ length: ORDERS }, async (_, n) => {
          const shopper = await store.guest({ api: n % 2 });
          const held = await Promise.all(drops.map(({ id }) => shopper.reserve(id, '42')));
          return { shopper, ids: held.map(({ reservation }) => reservation!.id), n };
        }),
      );
      for (const place of PLACES) writeFileSync(join(folder, place), 'kill');

      const asked = bags.map(async ({ shopper, ids, n }) => {
        const orderId = crypto.randomUUID();
        const card = n % 3 === 0 ? CARDS.declines : CARDS.approves;
        const body = { reservationIds: ids, orderId, paymentMethod: card, waitMs: 1_000 };
        const order = await until(
          `the end of order ${n}`,
          async () => {
            // The same order, asked of one api and then the other.
            for (const url of store.urls) {
              const answer = await fetch(`${url}/api/orders`, {
                method: 'POST',
                headers: {
                  authorization: `Bearer ${shopper.token}`,
                  'content-type': 'application/json',
                },
                body: JSON.stringify(body),
                signal: AbortSignal.timeout(4_000),
              }).catch(() => undefined);
              const said = (await answer?.json().catch(() => undefined)) as
                | { id?: string; status?: string }
                | undefined;
              if (said?.id && !['placed', 'paying', 'in_doubt'].includes(said.status!)) return said;
            }
            return undefined;
          },
          OVER_WITHIN_MS,
        );
        expect(order).toMatchObject({
          id: orderId,
          status: card === CARDS.declines ? 'declined' : 'completed',
        });
      });
      const all = Promise.all(asked);
      all.catch(() => undefined);
      if (store.redisUrl) {
        await until('the first to be killed', () =>
          PLACES.some((p) => !existsSync(join(folder, p))),
        );
        const redis = new Redis(store.redisUrl);
        await redis.flushall();
        redis.disconnect();
      }
      await all;
      expect(PLACES.filter((place) => existsSync(join(folder, place)))).toEqual([]);

      const bought = ORDERS - Math.ceil(ORDERS / 3);
      for (const { id } of drops) {
        const { available, reserved, sold } = (await store.view(id)).sizes[0]!;
        expect([available, reserved, sold]).toEqual([0, ORDERS - bought, bought]);
      }
      const money = await store.database.query<{ captured: number }>(
        `select count(*)::int as captured from sandbox_charge
         where captured_at is not null and cancelled_at is null and refunded_at is null`,
      );
      expect(money).toEqual([{ captured: bought }]);
      expect(await store.drift()).toBe(0);
      const { deadLetters } = await store.merchant.http.health.query();
      expect(deadLetters).toBe(0);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
