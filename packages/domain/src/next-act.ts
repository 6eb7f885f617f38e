import type { OrderLineState, OrderState, OrderStep } from './order-state.ts';

/** A command about one pair of an order. */
export type LineCommand = {
  line: OrderLineState;
  kind: 'hold_for_payment' | 'settle' | 'resume' | 'expire' | 'reclaim' | 'restock';
};

/**
 * What to ask of the till. `ask`: how the payment stands. `cancel`: call it off, paid or not. `close`: how it stands, and
 * call it off unless it is paid.
 */
export type TillCall = 'authorise' | 'ask' | 'cancel' | 'close' | 'capture' | 'refund';

/** What an order has to do next. Each may be done any number of times with the same effect. */
export type Act =
  | { do: 'commands'; commands: LineCommand[] }
  | { do: 'till'; call: TillCall }
  | { do: 'wait'; until: number }
  | { do: 'nothing' };

/** In the steps that ask something of pairs: of which pairs, and what. */
export const asksOf: Partial<
  Record<OrderStep, { of: OrderLineState['stands']; kind: LineCommand['kind'] }>
> = {
  hold: { of: 'placed', kind: 'hold_for_payment' },
  settle: { of: 'held', kind: 'settle' },
  resume: { of: 'held', kind: 'resume' },
  expire: { of: 'held', kind: 'expire' },
  reclaim: { of: 'back', kind: 'reclaim' },
  restock: { of: 'bought', kind: 'restock' },
};

/** The next thing to do for an order. Changes nothing; what comes of it goes to `learn`. */
export function nextAct(order: OrderState, now: number): Act {
  const asks = asksOf[order.step];
  if (asks) {
    const lines = order.lines.filter(({ stands }) => stands === asks.of);
    return { do: 'commands', commands: lines.map((line) => ({ line, kind: asks.kind })) };
  }
  switch (order.step) {
    case 'pay':
      return nextToPay(order, now);
    case 'doubt':
      return { do: 'till', call: 'close' };
    case 'capture':
      return { do: 'till', call: 'capture' };
    case 'give_back':
      return { do: 'till', call: order.payment.status === 'captured' ? 'refund' : 'cancel' };
    case 'refund':
      return { do: 'till', call: 'refund' };
    case 'hold':
    case 'settle':
    case 'resume':
    case 'expire':
    case 'reclaim':
    case 'restock':
    case 'done':
      return { do: 'nothing' };
  }
}

function nextToPay(order: OrderState, now: number): Act {
  const { payBy = 0, payment, cancelWished, totalCents } = order;
  // Before a pair is given up the provider is asked: what was paid in time is bought.
  if (now >= payBy) return { do: 'till', call: 'close' };
  if (cancelWished) return { do: 'till', call: 'cancel' };
  if (payment.status !== 'due') return { do: 'till', call: 'ask' };
  // What costs nothing needs no card.
  if (payment.hasMethod || totalCents === 0) return { do: 'till', call: 'authorise' };
  return { do: 'wait', until: payBy };
}
