import { isOver } from '@lastpair/contracts';
import type { MerchantOrder, Order, Shopper } from '@lastpair/contracts';
import { giveMethod, placeOrder, readOrder, wishCancel, wishRefund } from '@lastpair/db';
import type { Placed } from '@lastpair/db';
import { failpoint } from '@lastpair/runtime';
import { setTimeout as sleep } from 'node:timers/promises';
import { ApiError } from '../api-error.ts';
import type { Context } from '../context.ts';
import { readOrderFor } from './read-orders.ts';

type Sender = Context & { shopper: Shopper; receivedAt: number };

const LOOK_EVERY_MS = 60;
/** An order that was left gives its pairs back within moments; a new one waits for that. */
const WAIT_FOR_THE_OLD_MS = 3_000;

/**
 * Takes an order: from here on it is in the database and will be decided, whatever else fails. Waits up to `waitMs` for its
 * pairs to be held and, when it is paid at once, for what becomes of it.
 */
export async function checkOut(
  ctx: Sender,
  asked: {
    orderId: string;
    reservationIds: string[];
    paymentMethod?: string | undefined;
    waitMs: number;
  },
): Promise<Order> {
  const { orderId: id, reservationIds, waitMs } = asked;
  const method = asked.paymentMethod && readMethod(ctx, asked.paymentMethod);
  const { orderId, what } = await place(ctx, { id, reservationIds, method });
  failpoint('order.placed');
  // The same bag again, this time with something to pay with.
  if (what === 'same' && method) await giveMethod(ctx.services.db, orderId, method);
  nudge(ctx, orderId);
  return waitFor(ctx, orderId, waitMs, ({ status }) =>
    method ? isOver(status) : status !== 'placed',
  );
}

/** Pays an order. When it is paid with something already that stays: an order is paid once. */
export async function payOrder(
  ctx: Sender,
  { orderId, paymentMethod, waitMs }: { orderId: string; paymentMethod: string; waitMs: number },
): Promise<Order> {
  await readOwn(ctx, orderId);
  const method = readMethod(ctx, paymentMethod);
  if (await giveMethod(ctx.services.db, orderId, method)) nudge(ctx, orderId);
  return waitFor(ctx, orderId, waitMs, ({ status }) => isOver(status));
}

/** Leaves the checkout, if it is not too late for that. */
export async function cancelOrder(
  ctx: Sender,
  { orderId, waitMs }: { orderId: string; waitMs: number },
): Promise<Order> {
  await readOwn(ctx, orderId);
  if (await wishCancel(ctx.services.db, orderId)) nudge(ctx, orderId);
  return waitFor(ctx, orderId, waitMs, ({ status }) => isOver(status));
}

/** Gives the money of a completed order back. */
export async function refundOrder(
  ctx: Sender,
  asked: { orderId: string; restock: boolean; reason: string; waitMs: number },
): Promise<MerchantOrder> {
  const { orderId, restock, reason, waitMs } = asked;
  const { status } = await readOrderFor(ctx, orderId);
  if (status !== 'completed' && status !== 'refunded') {
    throw new ApiError('refused', 'Only a completed order can be refunded.', {
      reason: 'not_completed',
    });
  }
  if (await wishRefund(ctx.services.db, orderId, { restock, reason })) nudge(ctx, orderId);
  return waitFor(ctx, orderId, waitMs, (order) => order.status === 'refunded');
}

type Taken = Extract<Placed, { what: 'placed' | 'same' }>;
type Refused = Exclude<Placed, { what: 'placed' | 'same' }>;

async function place(
  ctx: Sender,
  order: { id: string; reservationIds: string[]; method: string | undefined },
): Promise<Taken> {
  const giveUpAt = performance.now() + WAIT_FOR_THE_OLD_MS;
  for (;;) {
    const placed = await placeOrder(ctx.services.db, {
      ...order,
      shopperId: ctx.shopper.id,
      receivedAt: ctx.receivedAt,
      provider: ctx.services.till.provider,
    });
    if (placed.what === 'placed' || placed.what === 'same') return placed;
    const leaving = placed.what === 'taken' && placed.ending;
    if (!leaving || performance.now() > giveUpAt) throw refusalOf(placed);
    await sleep(LOOK_EVERY_MS);
  }
}

function refusalOf(placed: Refused): ApiError {
  switch (placed.what) {
    case 'id_conflict':
      return new ApiError(
        'id_conflict',
        'This order id was used for something else. Make a new one.',
      );
    case 'unknown_reservation':
      return new ApiError('unknown_reservation', 'You hold no such pair.');
    case 'mixed_currencies':
      return new ApiError(
        'refused',
        'These pairs have prices in different currencies. Check them out one by one.',
        { reason: 'mixed_currencies' },
      );
    case 'taken':
      return new ApiError('refused', `Some of these pairs are in your order ${placed.orderId}.`, {
        reason: 'paying',
      });
  }
}

function readMethod(ctx: Context, text: string): string {
  const method = ctx.services.till.readMethod(text);
  if (method !== undefined) return method;
  throw new ApiError(
    'unknown_method',
    ctx.services.till.provider === 'sandbox'
      ? 'This store takes test cards alone: see payment-options. Never enter a real card here.'
      : 'That is no payment method of our payment provider.',
  );
}

async function readOwn(ctx: Sender, orderId: string): Promise<void> {
  const order = await readOrder(ctx.services.db, orderId);
  if (order?.shopper.id !== ctx.shopper.id) throw unknownOrder();
}

const unknownOrder = (): ApiError =>
  new ApiError('unknown_order', 'There is no such order of yours.');

/** The queue makes it fast. When it is down the workers find the order in the database. */
function nudge(ctx: Context, orderId: string): void {
  ctx.services.road.orders
    .wake(orderId)
    .catch((error: unknown) =>
      ctx.services.logger.warn({ err: error }, 'nobody was told of an order'),
    );
}

/** The order as soon as it is as `wanted`, or as it is after `waitMs`. */
async function waitFor(
  ctx: Context,
  orderId: string,
  waitMs: number,
  wanted: (order: MerchantOrder) => boolean,
): Promise<MerchantOrder> {
  const giveUpAt = performance.now() + waitMs;
  for (;;) {
    const order = await readOrder(ctx.services.db, orderId);
    if (!order) throw unknownOrder();
    if (wanted(order) || performance.now() >= giveUpAt) return order;
    await sleep(LOOK_EVERY_MS);
  }
}
