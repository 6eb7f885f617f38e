import { isOver } from '@lastpair/contracts';
import type { OrderStatus } from '@lastpair/contracts';
import type { HistoryLine } from '../history.ts';
import type { Book } from './books.ts';
import type { Violations } from './violations.ts';

/** What the tables say of one order, and what the provider's own books do. */
export type OrderBook = {
  id: string;
  who: string;
  status: OrderStatus;
  /** Whether there is nothing more to do for it. */
  over: boolean;
  version: number;
  totalCents: number;
  lines: {
    dropId: string;
    bagId: string;
    reservationId: string;
    priceCents: number;
    /** What the order itself says of the pair. */
    stands: string;
  }[];
  /**
   * Null when the provider was never asked for its money. `blocked` on the card and not taken; `given back` is all that can
   * no longer be taken.
   */
  charge: { amountCents: number; state: 'waits' | 'blocked' | 'taken' | 'given back' } | null;
};

/** A checkout as its shopper saw it. */
export type ToldOrder = {
  who: string;
  bag: string[];
  firstAskAt: number;
  answeredAt: number | undefined;
};

/** Brings together when each checkout was asked for and first answered. */
export function gatherCheckouts(history: readonly HistoryLine[]): Map<string, ToldOrder> {
  const told = new Map<string, ToldOrder>();
  for (const line of history) {
    if (line.what === 'checkout') {
      const { asked, who, bag, t } = line;
      told.set(asked, { who, bag, firstAskAt: t, answeredAt: undefined });
    } else if (line.what === 'order' || line.what === 'no order') {
      const checkout = told.get(line.asked);
      if (checkout) checkout.answeredAt ??= line.t;
    }
  }
  return told;
}

/**
 * At rest every order is over; money is taken if and only if all of its pairs are bought, each pair by one order, for the
 * sum that was said; and what anybody was told of it is so.
 */
export function checkOrders(
  history: readonly HistoryLine[],
  checkouts: ReadonlyMap<string, ToldOrder>,
  orders: readonly OrderBook[],
  books: readonly Book[],
  violations: Violations,
): void {
  const byId = new Map(orders.map((order) => [order.id, order]));
  const boughtBy = new Map<string, string>();
  for (const { dropId, purchases } of books) {
    for (const { reservationId, orderId } of purchases.values()) {
      if (orderId === undefined) continue;
      boughtBy.set(`${dropId} ${reservationId}`, orderId);
      const status = byId.get(orderId)?.status;
      if (status === 'completed' || status === 'refunded') continue;
      violations.add(
        'pairs without their money',
        `${reservationId} by order ${orderId}: ${status}`,
      );
    }
  }
  const inOrder = new Map<string, string>();
  for (const order of orders) {
    checkMoney(order, boughtBy, violations);
    if (order.status !== 'completed') continue;
    for (const { bagId } of order.lines) {
      const other = inOrder.get(bagId);
      if (other) violations.add('a pair in two orders', `${bagId}: ${other} and ${order.id}`);
      inOrder.set(bagId, order.id);
    }
  }
  for (const [asked, { answeredAt }] of checkouts) {
    if (answeredAt === undefined) violations.add('never answered', `order ${asked}`);
  }
  for (const line of history) {
    if (line.what === 'order') checkTold(line, checkouts, byId, violations);
  }
}

function checkMoney(
  order: OrderBook,
  boughtBy: ReadonlyMap<string, string>,
  violations: Violations,
): void {
  const { id, status, lines, totalCents, charge } = order;
  const where = `${id}: ${status}, ${charge?.state ?? 'never asked for'}`;
  if (!order.over) violations.add('an order that did not end', where);
  const sum = lines.reduce((total, { priceCents }) => total + priceCents, 0);
  if (sum !== totalCents || (charge && charge.amountCents !== sum)) {
    violations.add('an order told wrong', `${id}: ${sum}, ${totalCents}, ${charge?.amountCents}`);
  }
  const bought = lines.filter(
    ({ dropId, reservationId }) => boughtBy.get(`${dropId} ${reservationId}`) === id,
  ).length;
  const pairs = `${where}, ${bought} of ${lines.length} bought`;
  if (status === 'completed') {
    if (charge?.state !== 'taken') violations.add('pairs without their money', pairs);
    const known = lines.every(({ stands }) => stands === 'bought');
    if (bought !== lines.length || !known) violations.add('money without its pairs', pairs);
    return;
  }
  // Money that is only blocked is missing on a card as well.
  if (order.over && (charge?.state === 'taken' || charge?.state === 'blocked')) {
    violations.add('money without its pairs', pairs);
  }
  // What was refunded was bought before, all of it, or never.
  if (bought !== 0 && !(status === 'refunded' && bought === lines.length)) {
    violations.add('pairs without their money', pairs);
  }
}

/** What a shopper was told is what is so, or was so on the way there. */
function checkTold(
  told: Extract<HistoryLine, { what: 'order' }>,
  checkouts: ReadonlyMap<string, ToldOrder>,
  byId: ReadonlyMap<string, OrderBook>,
  violations: Violations,
): void {
  const { asked, orderId, status, version, totalCents } = told;
  const order = byId.get(orderId);
  const wrong = (what: string): void =>
    violations.add('an order told wrong', `${orderId}: ${what}`);
  if (!order) return wrong(`told as ${status}, and it is not there`);
  if (totalCents !== order.totalCents) wrong(`told ${totalCents} and not ${order.totalCents}`);
  const before = version < order.version || (version === order.version && status === order.status);
  if (!before) wrong(`told ${status} at ${version}, and it is ${order.status} at ${order.version}`);
  const refunded = status === 'completed' && order.status === 'refunded';
  if (isOver(status) && status !== order.status && !refunded) {
    wrong(`told as ${status} for good, and it is ${order.status}`);
  }
  const checkout = checkouts.get(asked);
  if (!checkout) return;
  const bag = order.lines.map(({ bagId }) => bagId);
  if (order.who !== checkout.who || checkout.bag.toSorted().join() !== bag.toSorted().join()) {
    wrong(`of ${order.who} with ${bag.join(', ')}, not what ${checkout.who} checked out`);
  }
}
