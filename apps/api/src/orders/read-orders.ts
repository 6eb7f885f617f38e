import type { MerchantOrder, MerchantOrderPage, Order, OrderStatus } from '@lastpair/contracts';
import { ApiError } from '../api-error.ts';
import type { Context } from '../context.ts';

const soon = (): never => {
  throw new ApiError('overloaded', 'Orders are not here yet.', { retryAfterSeconds: 1 });
};
export type OrderQuery = {
  shopperId?: string | undefined;
  search?: string | undefined;
  status?: OrderStatus | undefined;
  dropId?: string | undefined;
  cursor?: string | undefined;
  limit?: number | undefined;
};
export const readOrderFor = async (_ctx: Context, _orderId: string): Promise<MerchantOrder> =>
  soon();
export const listOrders = async (_ctx: Context, _query: OrderQuery): Promise<MerchantOrderPage> =>
  soon();
export async function* watchOrder(
  _ctx: Context,
  _orderId: string,
  _signal: AbortSignal,
): AsyncGenerator<Order, void, void> {
  yield soon();
}
