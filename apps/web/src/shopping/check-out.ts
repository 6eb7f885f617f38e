import type { Order } from '@lastpair/contracts';
import { v7 as uuidv7 } from 'uuid';
import { tabStorage } from '../server/browser-storage.ts';
import { client } from '../server/client.ts';
import { problemOf } from '../server/store-error.ts';
import { forgetOrderId, keptOrderId } from './kept-order.ts';

/** Makes an order of pairs I hold: their clocks stop. Safe to ask again. Throws what the api answers. */
export async function checkOut(reservationIds: string[]): Promise<Order> {
  const orderId = keptOrderId(tabStorage, reservationIds, uuidv7);
  try {
    const order = await client.orders.checkout.mutate({ reservationIds, orderId });
    forgetOrderId(tabStorage);
    return order;
  } catch (error) {
    if (problemOf(error) === 'id_conflict') forgetOrderId(tabStorage);
    throw error;
  }
}
