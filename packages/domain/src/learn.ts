import type { Decision, PaymentStatus } from '@lastpair/contracts';
import { asksOf } from './next-act.ts';
import type { OrderLineState, OrderState } from './order-state.ts';

/**
 * How long a provider may be silent after the time to pay is over before the pairs go back all the same: others wait for
 * them. What it says later is heard later.
 */
export const PATIENCE_MS = 5_000;

/** What came of an act. */
export type Fact =
  | { what: 'decided'; line: number; decision: Decision }
  /** The provider is about to be asked for money. Kept before it is asked, so that nothing is ever asked unknown to us. */
  | { what: 'asking' }
  | { what: 'answered'; status: Exclude<PaymentStatus, 'due'> }
  | { what: 'no_answer' };

/** An order that contradicts itself: a mistake of ours, to be seen by people. */
export class BrokenOrder extends Error {}

/** What an order is after `fact`. Gives a new state. Throws BrokenOrder when that can't be. */
export function learn(order: OrderState, fact: Fact, now: number): OrderState {
  switch (fact.what) {
    case 'decided':
      return goOn(withLine(order, fact.line, fact.decision), now);
    case 'asking':
      return { ...order, payment: { ...order.payment, status: 'pending' } };
    case 'answered':
      return goOn(
        answered({ ...order, payment: { ...order.payment, status: fact.status } }, now),
        now,
      );
    case 'no_answer':
      return goOn(order.step === 'pay' ? withoutAnswer(order, now) : order, now);
  }
}

function withLine(order: OrderState, number: number, decision: Decision): OrderState {
  const lines = order.lines.map((line) =>
    line.line === number ? decided(order, line, decision) : line,
  );
  if (decision.status === 'refused') {
    const reason = order.step === 'hold' ? (order.reason ?? decision.reason) : order.reason;
    return { ...order, lines, reason };
  }
  const { event } = decision;
  if (event.type !== 'held_for_payment') return { ...order, lines };
  return { ...order, lines, payBy: Math.max(order.payBy ?? 0, event.expiresAt) };
}

function decided(order: OrderState, line: OrderLineState, decision: Decision): OrderLineState {
  const { step } = order;
  if (asksOf[step]?.of !== line.stands) return line;
  const accepted = decision.status === 'accepted';
  switch (step) {
    case 'hold':
      return { ...line, stands: accepted ? 'held' : 'refused' };
    case 'reclaim':
      return accepted && decision.event.type === 'reclaimed'
        ? { ...line, stands: 'held', reservationId: decision.event.reservationId }
        : { ...line, stands: 'refused' };
    case 'settle':
      if (accepted) return { ...line, stands: 'bought' };
      break;
    case 'resume':
    case 'expire':
      if (accepted) return { ...line, stands: 'back' };
      break;
    case 'restock':
      return { ...line, stands: 'restocked' };
    case 'pay':
    case 'capture':
    case 'doubt':
    case 'give_back':
    case 'refund':
    case 'done':
      return line;
  }
  const why = decision.status === 'refused' ? decision.reason : '';
  throw new BrokenOrder(`order ${order.id} could not ${step} line ${line.line}: ${why}`);
}

/** What the provider's word means in each step. A word that changes nothing leaves the order where it is. */
function answered(order: OrderState, now: number): OrderState {
  const { status } = order.payment;
  const paid = status === 'authorised' || status === 'captured';
  switch (order.step) {
    case 'pay':
      if (status === 'pending') return withoutAnswer(order, now);
      if (paid) return { ...order, step: status === 'captured' ? 'settle' : 'capture' };
      if (status === 'declined') return letGo(order, now, 'declined', 'declined');
      if (now >= (order.payBy ?? 0)) return letGo(order, now, 'expired', 'unpaid');
      return letGo(order, now, 'cancelled', 'cancelled');
    case 'capture':
      if (status === 'captured') return { ...order, step: 'settle' };
      if (paid || status === 'pending') return order;
      return letGo(order, now, 'declined', 'declined');
    case 'doubt':
      if (paid) return { ...order, step: 'reclaim' };
      if (status === 'pending') return order;
      return { ...order, step: 'done', status: 'expired', reason: 'unpaid' };
    case 'give_back':
      if (paid || status === 'pending') return order;
      return { ...order, step: 'expire', end: 'refunded', reason: 'no_pair_left' };
    case 'refund':
      if (status !== 'refunded' && status !== 'cancelled') return order;
      return {
        ...order,
        status: 'refunded',
        reason: 'merchant',
        step: order.restock ? 'restock' : 'done',
      };
    case 'hold':
    case 'settle':
    case 'resume':
    case 'expire':
    case 'reclaim':
    case 'restock':
    case 'done':
      return order;
  }
}

/** Still nothing at the end of the time to pay: the pairs go back, and the payment stays in doubt. */
function withoutAnswer(order: OrderState, now: number): OrderState {
  if (now < (order.payBy ?? 0) + PATIENCE_MS) return order;
  return { ...order, step: 'expire', end: 'in_doubt' };
}

function letGo(
  order: OrderState,
  now: number,
  end: 'declined' | 'cancelled' | 'expired',
  reason: OrderState['reason'],
): OrderState {
  return { ...order, end, reason, step: now >= (order.payBy ?? 0) ? 'expire' : 'resume' };
}

/** Goes on to the next step when nothing is left to ask in this one. */
function goOn(order: OrderState, now: number): OrderState {
  const asks = asksOf[order.step];
  if (!asks || order.lines.some(({ stands }) => stands === asks.of)) return order;
  const refused = order.lines.some(({ stands }) => stands === 'refused');
  switch (order.step) {
    case 'hold':
      return refused
        ? goOn({ ...order, step: 'resume', end: 'refused' }, now)
        : { ...order, step: 'pay', status: 'paying' };
    case 'reclaim':
      if (refused) return { ...order, step: 'give_back' };
      return { ...order, step: order.payment.status === 'captured' ? 'settle' : 'capture' };
    case 'settle':
      return { ...order, step: 'done', status: 'completed', reason: undefined };
    case 'resume':
    case 'expire':
      return order.end === 'in_doubt'
        ? { ...order, step: 'doubt', status: 'in_doubt', end: undefined }
        : { ...order, step: 'done', status: order.end ?? 'expired', end: undefined };
    case 'restock':
      return { ...order, step: 'done' };
    case 'pay':
    case 'capture':
    case 'doubt':
    case 'give_back':
    case 'refund':
    case 'done':
      return order;
  }
}
