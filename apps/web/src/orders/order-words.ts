import { isOver } from '@lastpair/contracts';
import type { Order, OrderReason, OrderStatus, ReservationStatus } from '@lastpair/contracts';
import type { Tone } from '../shell/outcome-region.tsx';

/** Where an order stands, in a word or two. */
export const statusWords: Record<OrderStatus, string> = {
  placed: 'In line',
  paying: 'To be paid',
  in_doubt: 'In doubt',
  completed: 'Paid',
  refused: 'Not taken',
  declined: 'Declined',
  cancelled: 'Left',
  expired: 'Not paid in time',
  refunded: 'Refunded',
};

/** What a pair of an order is, in a few words. */
export const pairWords: Record<ReservationStatus, string> = {
  active: 'Held for you',
  paying: 'Set aside',
  purchased: 'Yours',
  released: 'Let go',
  expired: 'Went back',
};

/** Whether money was taken, so that there is something to have a receipt of: what came back stands on it, too. */
export const hasReceipt = ({ status, payment }: Order): boolean =>
  isOver(status) && (payment.status === 'captured' || payment.status === 'refunded');

/** What is told of an order: `waiting` while something will still come of it. */
export type OrderNews = { tone: Tone; title: string; text: string };

/** What is true of an order's pairs and money now, and what comes next. `asked`: it was sent off to be paid from here. */
export function newsOf(order: Order, asked: boolean): OrderNews {
  switch (order.status) {
    case 'placed':
      return {
        tone: 'waiting',
        title: 'Setting your pairs aside',
        text: 'The order is taken and waits for its turn. Nothing is paid yet.',
      };
    case 'paying':
      return payingNews(order, asked);
    case 'in_doubt':
      return {
        tone: 'waiting',
        title: 'The till has not answered',
        text: 'The time to pay is over and your pairs went back, but nobody knows yet whether money moved. We keep asking. If you have paid, you get these pairs if they are still free, or else all of your money back.',
      };
    case 'completed':
      return {
        tone: 'good',
        title: order.lines.length === 1 ? 'It is yours' : `All ${order.lines.length} are yours`,
        text: 'Paid and bought.',
      };
    case 'refused':
      return {
        tone: 'bad',
        title: 'This order was not taken',
        text: `${refusalOf(order.reason)} An order is all or nothing, so no pair was bought and nothing was paid.`,
      };
    case 'declined':
      return {
        tone: 'bad',
        title: 'The card was declined',
        text: `No money was taken. ${whereThePairsAre(order)}`,
      };
    case 'cancelled':
      return {
        tone: 'bad',
        title: 'You left the checkout',
        text: `Nothing was paid. ${whereThePairsAre(order)}`,
      };
    case 'expired':
      return {
        tone: 'bad',
        title: 'It was not paid in time',
        text: 'Your pairs went back, so that others can have them. The till was asked first: no money was taken.',
      };
    case 'refunded':
      return refundedNews(order);
  }
}

function payingNews({ payment }: Order, asked: boolean): OrderNews {
  switch (payment.status) {
    case 'due':
    case 'cancelled':
    case 'declined':
    case 'refunded':
      return asked
        ? { tone: 'waiting', title: 'Asking the till', text: 'Your card is on its way there.' }
        : {
            tone: 'good',
            title: 'Your pairs are set aside',
            text: 'Their own clocks stand still while you pay. All are bought at once, or none.',
          };
    case 'pending':
      return {
        tone: 'waiting',
        title: 'Asking the till',
        text: 'It has not answered yet. You pay once at most, also if you load this page again. Without an answer in time your pairs go back and the payment is called off.',
      };
    case 'authorised':
      return { tone: 'waiting', title: 'Paying', text: 'The card is good. Taking the money…' };
    case 'captured':
      return { tone: 'waiting', title: 'Paid', text: 'Writing your pairs down as yours…' };
  }
}

function refundedNews({ reason, payment }: Order): OrderNews {
  if (reason === 'merchant') {
    return {
      tone: 'bad',
      title: 'Refunded',
      text: 'The store gave all of the money back.',
    };
  }
  const money =
    payment.status === 'cancelled'
      ? 'The payment was called off, and no money was taken.'
      : 'All of your money went back.';
  return {
    tone: 'bad',
    title: 'Paid too late, and given back',
    text: `Your payment came after the time was over, when not every pair was still free. So none was bought. ${money}`,
  };
}

function whereThePairsAre({ lines }: Order): string {
  const are = (wanted: ReservationStatus): number =>
    lines.filter(({ status }) => status === wanted).length;
  if (are('active') === lines.length)
    return 'Your pairs are held for you again, with the time that was left.';
  if (are('active') > 0) return 'What is still held for you is said beside each pair.';
  if (are('purchased') > 0) return 'You have bought of these pairs since.';
  if (are('paying') > 0) return 'Your pairs are in another order by now.';
  return 'Your pairs are not held for you any more.';
}

const refusals: Partial<Record<OrderReason, string>> = {
  expired: 'The time of a pair had run out.',
  already_released: 'You had let a pair go.',
  already_purchased: 'You had bought a pair already.',
  paying: 'A pair is in another order of yours.',
};

const refusalOf = (reason: OrderReason | undefined): string =>
  (reason && refusals[reason]) ?? 'A pair could not be set aside.';
