import type { MerchantOrder, Order } from '@lastpair/contracts';
import { ApiError } from '../api-error.ts';
import type { Context } from '../context.ts';

const soon = (): never => {
  throw new ApiError('overloaded', 'Orders are not here yet.', { retryAfterSeconds: 1 });
};
export type CheckOut = {
  orderId: string;
  reservationIds: string[];
  paymentMethod?: string | undefined;
  waitMs: number;
};
export const checkOut = async (_ctx: Context, _asked: CheckOut): Promise<Order> => soon();
export const payOrder = async (
  _ctx: Context,
  _asked: { orderId: string; paymentMethod: string; waitMs: number },
): Promise<Order> => soon();
export const cancelOrder = async (
  _ctx: Context,
  _asked: { orderId: string; waitMs: number },
): Promise<Order> => soon();
export const refundOrder = async (
  _ctx: Context,
  _asked: { orderId: string; restock: boolean; reason: string; waitMs: number },
): Promise<MerchantOrder> => soon();
