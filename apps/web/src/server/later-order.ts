import type { MerchantOrder, Order } from '@lastpair/contracts';

/** Whether `incoming` tells of a later moment. Of one version, what was read later: its pairs move before it does. */
const isLater = (incoming: Order, known: Order): boolean =>
  incoming.version === known.version
    ? incoming.serverTime > known.serverTime
    : incoming.version > known.version;

/** The later of what is known of an order and what was fetched. */
export const laterOrder = (
  known: MerchantOrder | undefined,
  fetched: MerchantOrder,
): MerchantOrder =>
  known && known.id === fetched.id && !isLater(fetched, known) ? known : fetched;

/** A known order brought up to date with an answer, which may be late and does not say whose it is. */
export const withOrder = (known: MerchantOrder, incoming: Order): MerchantOrder =>
  isLater(incoming, known) ? { ...incoming, shopper: known.shopper } : known;
