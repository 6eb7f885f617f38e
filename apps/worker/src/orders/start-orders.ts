import { connect } from '@lastpair/db';
import { openTill } from '@lastpair/payment';
import type { PaymentEnv } from '@lastpair/payment';
import type { Road } from '@lastpair/queue';
import type { Logger } from '@lastpair/runtime';
import { repeat } from '../repeat.ts';
import { createAskDrops } from './ask-drops.ts';
import { EVENTS_EVERY_MS, hearEvents } from './hear-events.ts';
import { ORDERS_EVERY_MS, createOrderRunner } from './run-orders.ts';

/** Orders have connections of their own, so that they and the drops don't wait for each other. */
const POOL_SIZE = 6;

/**
 * Carries orders on in this process: at once when the queue says so, and in any case soon after they are due by the
 * database. Gives the function that ends it, after what is in hand.
 */
export async function startOrders(
  env: PaymentEnv & { DATABASE_URL: string },
  road: Road,
  logger: Logger,
): Promise<() => Promise<void>> {
  const onError = (error: Error): void => logger.warn({ err: error }, 'a connection broke');
  const db = connect(env.DATABASE_URL, { poolSize: POOL_SIZE, name: 'lastpair-orders', onError });
  const till = await openTill(env, db);
  const askDrops = createAskDrops(db, road);
  const terms = { payWithinMs: env.PAYMENT_SECONDS * 1_000 };
  const runner = createOrderRunner({ db, till, askDrops, terms }, db, logger);

  const worker = road.orders.work(async (job) => {
    const orderIds = 'orderId' in job ? [job.orderId] : await hearEvents(db, logger, job.eventId);
    await Promise.all(orderIds.map((orderId) => runner.runOne(orderId)));
    return `looked at ${orderIds.length}`;
  });
  const endings = [
    repeat('the look at orders', ORDERS_EVERY_MS, logger, () => runner.runDue()),
    repeat('the look at events', EVENTS_EVERY_MS, logger, async () => {
      await hearEvents(db, logger);
    }),
  ];
  return async () => {
    await Promise.all(endings.map((end) => end()));
    await worker.close();
    await runner.stop();
    await db.destroy();
  };
}
