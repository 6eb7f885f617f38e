import type { OrderReason, OrderStatus, PaymentStatus } from '@lastpair/contracts';

/**
 * What an order is busy with. The happy way: hold, pay, capture, settle. Ways back: resume (the pairs go on with the time
 * that was left), expire (their time is over). Paid too late: doubt, reclaim, give_back. Afterwards: refund, restock.
 */
export type OrderStep =
  | 'hold'
  | 'pay'
  | 'capture'
  | 'settle'
  | 'resume'
  | 'expire'
  | 'doubt'
  | 'reclaim'
  | 'give_back'
  | 'refund'
  | 'restock'
  | 'done';

/** How far one pair of an order is: `back` when it is no longer the order's, whoever's it is now. */
export type LineStands = 'placed' | 'held' | 'bought' | 'back' | 'refused' | 'restocked';

export type OrderLineState = {
  line: number;
  dropId: string;
  /** The reservation that stands for the pair now; a pair that was reclaimed has a new one. */
  reservationId: string;
  size: string;
  stands: LineStands;
};

/** An order as its rules see it. Times are epoch milliseconds. */
export type OrderState = {
  id: string;
  shopperId: string;
  status: OrderStatus;
  step: OrderStep;
  /** What it will be once its pairs are back. */
  end: OrderStatus | undefined;
  reason: OrderReason | undefined;
  lines: OrderLineState[];
  totalCents: number;
  /** When the door took it: what was in time then is in time. */
  receivedAt: number;
  payBy: number | undefined;
  cancelWished: boolean;
  restock: boolean;
  payment: { status: PaymentStatus; hasMethod: boolean };
};
