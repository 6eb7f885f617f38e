import { claimOrders, isOwnFault, parkOrder, readKeptOrder, writeDeadLetter } from '@lastpair/db';
import type { Database, KeptOrder } from '@lastpair/db';
import { BrokenOrder } from '@lastpair/domain';
import type { Logger } from '@lastpair/runtime';
import { BrokenPayment } from './ask-till.ts';
import { LEASE_MS, SilentProvider, carryOrder } from './carry-order.ts';
import type { Carrier } from './carry-order.ts';

export const ORDERS_EVERY_MS = 500;
/** How many orders a worker carries on at once. */
const AT_ONCE = 50;
/** An order that is broken is tried this often, in case it was not the order. */
const ATTEMPTS = 3;

export type OrderRunner = {
  /** Takes one order, if it is due. */
  runOne(orderId: string): Promise<void>;
  /** Takes orders that are due, as many as there is room for, and does not wait for them: none holds up another. */
  runDue(): Promise<void>;
  /** Waits for those in hand. */
  stop(): Promise<void>;
};

/** Carries orders on. What it needs to know is in the database alone: whatever else is lost costs only time. */
export function createOrderRunner(carrier: Carrier, db: Database, logger: Logger): OrderRunner {
  const inHand = new Set<Promise<void>>();
  const broken = new Map<string, number>();
  let stopped = false;

  const run = async (order: KeptOrder): Promise<void> => {
    const { id } = order.state;
    try {
      await carryOrder(carrier, order);
      broken.delete(id);
    } catch (error) {
      await mourn(order, error as Error);
    }
  };

  /** Tells what is broken for good, which people must see, from a machine that is not well, which heals. */
  const mourn = async ({ state }: KeptOrder, error: Error): Promise<void> => {
    const orderId = state.id;
    if (!isForGood(error)) {
      logger.warn({ err: error, orderId }, 'an order could not be carried on; it will be');
      return;
    }
    const attempts = (broken.get(orderId) ?? 0) + 1;
    broken.set(orderId, attempts);
    if (attempts < ATTEMPTS && !(error instanceof SilentProvider)) return;
    broken.delete(orderId);
    logger.error({ err: error, orderId, step: state.step }, 'an order is stuck');
    const ofPayment = error instanceof SilentProvider || error instanceof BrokenPayment;
    const kind = ofPayment ? 'payment' : 'order';
    const payload = { orderId, step: state.step, payment: state.payment.status };
    await writeDeadLetter(db, { kind, subject: orderId, orderId, payload, error });
    // While its pairs are held the time to pay goes on, and ends with them going back.
    const now = await readKeptOrder(db, orderId);
    if (now && now.state.step !== 'pay') await parkOrder(db, orderId, now.version);
  };

  const take = async (order: KeptOrder): Promise<void> => {
    const running = run(order).catch((error: unknown) =>
      logger.warn({ err: error }, 'an order failed'),
    );
    inHand.add(running);
    await running;
    inHand.delete(running);
  };

  return {
    async runOne(orderId) {
      const [order] = await claimOrders(db, { limit: 1, leaseMs: LEASE_MS, only: orderId });
      if (order) await take(order);
    },
    async runDue() {
      const limit = AT_ONCE - inHand.size;
      if (limit <= 0 || stopped) return;
      for (const order of await claimOrders(db, { limit, leaseMs: LEASE_MS })) void take(order);
    },
    async stop() {
      stopped = true;
      await Promise.all(inHand);
    },
  };
}

const isForGood = (error: Error): boolean =>
  error instanceof BrokenOrder ||
  error instanceof BrokenPayment ||
  error instanceof SilentProvider ||
  isOwnFault(error);
