import { Redis } from 'ioredis';
import { v7 as uuidv7 } from 'uuid';
import { expect, test } from 'vitest';
import type { Outcome } from '@lastpair/contracts';
import { describeOnBothBackends } from './kit/backends.ts';
import { whenNotBusy } from './kit/client.ts';
import type { TestClient } from './kit/client.ts';
import type { TestStore } from './kit/store.ts';
import { until } from './kit/until.ts';
import { useStore } from './kit/use-store.ts';

describeOnBothBackends('a queue emptied in mid-sale', (backend) => {
  const store = useStore({ backend });

  test('loses nothing: every command is answered, holds still expire, the books add up', async () => {
    const total = 60;
    const drop = await store().drop({ holdSeconds: 5, sizes: [{ size: '42', total }] });
    const shoppers = await Promise.all(
      Array.from({ length: 150 }, (_, n) => store().guest({ api: n % 2 })),
    );
    const outcomes = await Promise.all(
      shoppers.map(async (shopper, n) => {
        if (n % 30 === 29) await emptyQueue(store());
        return reserve(shopper, drop.id);
      }),
    );
    await emptyQueue(store());
    expect(outcomes.filter(({ status }) => status === 'queued')).toEqual([]);
    // More than there are pairs when some came back meanwhile; never fewer.
    const accepted = outcomes.filter(({ status }) => status === 'accepted');
    expect(accepted.length).toBeGreaterThanOrEqual(total);

    // All delayed expiry jobs are gone with the queue; the sweep does their work.
    await until('every hold to expire', async () => {
      const [size] = (await store().view(drop.id)).sizes;
      return size!.available === total && size!.reserved === 0;
    });
    expect(await store().drift()).toBe(0);
  });

  test('a killed worker’s commands are sent again and decided by the other', async () => {
    const drop = await store().drop({ sizes: [{ size: '42', total: 200 }] });
    const shoppers = await Promise.all(Array.from({ length: 50 }, () => store().guest()));
    const [first] = store().processes.workers;
    first!.kill('SIGKILL');
    const outcomes = await Promise.all(shoppers.map((each) => reserve(each, drop.id)));
    expect(outcomes.every(({ status }) => status === 'accepted')).toBe(true);
    await first!.ready();
  });

  test('a worker that freezes for good loses its lanes to the other, whichever they are', async () => {
    const drops = await Promise.all(Array.from({ length: 8 }, () => store().drop()));
    const shopper = await store().guest();
    const [first] = store().processes.workers;
    using undo = new DisposableStack();
    undo.defer(() => first!.kill('SIGCONT'));
    first!.kill('SIGSTOP');
    const outcomes = await Promise.all(drops.map(({ id }) => reserve(shopper, id)));
    expect(outcomes.map(({ status }) => status)).toEqual(drops.map(() => 'accepted'));
  });
});

/** Sends a command, again when the store says that it is busy, and waits for its answer for as long as one may. */
function reserve(shopper: TestClient, dropId: string): Promise<Outcome> {
  const ask = { dropId, size: '42', commandId: uuidv7(), waitMs: 10_000 };
  return whenNotBusy(() => shopper.ws.reservations.reserve.mutate(ask));
}

/** All that the queue knows, gone: as after FLUSHALL, or with its tables truncated. */
async function emptyQueue(store: TestStore): Promise<void> {
  if (store.redisUrl) {
    const redis = new Redis(store.redisUrl);
    await redis.flushall();
    redis.disconnect();
    return;
  }
  const tables = await store.database.query<{ name: string }>(
    `select format('bullmq.%I', tablename) as name from pg_tables
     where schemaname = 'bullmq' and tablename like '%job%'`,
  );
  await store.database.query(`truncate ${tables.map(({ name }) => name).join(', ')} cascade`);
}
