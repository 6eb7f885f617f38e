const KEY = 'lastpair-checkout';

/**
 * The id that the order of this bag has or will have in this tab. It is made once and kept, so that asking again, after a
 * reload or a lost answer, asks for the same order.
 */
export function keptOrderId(
  storage: Pick<Storage, 'getItem' | 'setItem'>,
  reservationIds: readonly string[],
  newId: () => string,
): string {
  const bag = reservationIds.toSorted().join();
  const [keptBag, keptId] = (storage.getItem(KEY) ?? '').split('=');
  if (keptBag === bag && keptId) return keptId;
  const orderId = newId();
  try {
    storage.setItem(KEY, `${bag}=${orderId}`);
  } catch {
    // A browser that keeps nothing asks under another id; the store still makes one order of one bag.
  }
  return orderId;
}

/** The store has answered: what becomes of that order is the order's page to tell, and the next one is another. */
export const forgetOrderId = (storage: Pick<Storage, 'removeItem'>): void =>
  storage.removeItem(KEY);
