import { isOver } from '@lastpair/contracts';
import type { MerchantOrder, MerchantOrderPage } from '@lastpair/contracts';
import { readOrder, readOrders } from '@lastpair/db';
import type { OrderFilter } from '@lastpair/db';
import { setTimeout as sleep } from 'node:timers/promises';
import { ApiError } from '../api-error.ts';
import type { Context } from '../context.ts';

const LOOK_EVERY_MS = 1_000;
const PAGE = 20;

/** An order of the caller's, or any for a merchant. What is not theirs is not there. */
export async function readOrderFor(ctx: Context, orderId: string): Promise<MerchantOrder> {
  const order = await readOrder(ctx.services.db, orderId);
  const theirs = order?.shopper.id === ctx.shopper?.id || ctx.shopper?.role === 'merchant';
  if (!order || !theirs) throw new ApiError('unknown_order', 'There is no such order.');
  return order;
}

/** A page of orders, newest first. */
export const listOrders = (
  ctx: Context,
  query: Omit<OrderFilter, 'limit'> & { limit?: number | undefined },
): Promise<MerchantOrderPage> =>
  readOrders(ctx.services.db, { ...query, limit: query.limit ?? PAGE });

/** An order now and whenever it changes, until it is over. What is decided of its pairs wakes it; else it looks each second. */
export async function* watchOrder(
  ctx: Context,
  orderId: string,
  signal: AbortSignal,
): AsyncGenerator<MerchantOrder, void, void> {
  const first = await readOrderFor(ctx, orderId);
  let wake = new AbortController();
  const leave = ctx.services.hub.subscribe(first.shopper.id, () => wake.abort());
  try {
    yield first;
    let { version, status } = first;
    while (!signal.aborted && !isOver(status)) {
      await sleep(LOOK_EVERY_MS, undefined, {
        signal: AbortSignal.any([signal, wake.signal]),
      }).catch(() => undefined);
      wake = new AbortController();
      const order = await readOrder(ctx.services.db, orderId);
      if (!order || order.version === version) continue;
      ({ version, status } = order);
      yield order;
    }
  } finally {
    leave();
  }
}
