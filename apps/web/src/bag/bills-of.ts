import { PAIRS_PER_BAG } from '@lastpair/contracts';
import type { Reservation, View } from '@lastpair/contracts';

/** Pairs that can be checked out as one order, and what they cost together. */
export type Bill = { currency: string; totalCents: number; reservationIds: string[] };

/**
 * What can be checked out of these holds: one bill for each currency, since an order has one, with the holds that come
 * first when there are more than an order takes. A hold whose price is not known yet is in none.
 */
export function billsOf(
  holds: readonly Reservation[],
  products: ReadonlyMap<string, Pick<View['product'], 'priceCents' | 'currency'>>,
): Bill[] {
  const bills = new Map<string, Bill>();
  for (const { id, dropId } of holds) {
    const product = products.get(dropId);
    if (!product) continue;
    const { currency, priceCents } = product;
    const bill = bills.get(currency) ?? { currency, totalCents: 0, reservationIds: [] };
    if (bill.reservationIds.length === PAIRS_PER_BAG.max) continue;
    bill.reservationIds.push(id);
    bill.totalCents += priceCents;
    bills.set(currency, bill);
  }
  return [...bills.values()];
}
