import { isUnavailable } from '@lastpair/db';
import type { KeptOrder, PaymentDetails } from '@lastpair/db';
import type { Fact, TillCall } from '@lastpair/domain';
import { NoAnswer } from '@lastpair/payment';
import type { Answer, Charge, Till } from '@lastpair/payment';

/** The provider can't do what was asked, and repeating it does not help: a mistake of ours, or of its settings. */
export class BrokenPayment extends Error {}

/** What came of asking the provider. */
export type Told = {
  fact: Extract<Fact, { what: 'answered' | 'no_answer' }>;
  details: PaymentDetails;
};

/**
 * Does a call of the rules at the provider. Where a call needs to know the payment there and we don't, money is asked for
 * first: for an order that was asked for before this is the way to find it, and for one that never was there is something
 * to call off. Throws BrokenPayment.
 */
export async function askTill(till: Till, order: KeptOrder, call: TillCall): Promise<Told> {
  const { state } = order;
  if (state.totalCents === 0) return answered(forNothing[call]);
  // Nobody was asked for anything, so that there is nothing to call off.
  if (state.payment.status === 'due' && call !== 'authorise') return answered('cancelled');
  const charge: Charge = {
    orderId: state.id,
    amountCents: state.totalCents,
    currency: order.currency,
    method: order.payment.method ?? '',
    providerId: order.payment.providerId,
  };
  try {
    return toTold(await ask(till, charge, call));
  } catch (error) {
    if (!(error instanceof NoAnswer)) {
      if (isUnavailable(error)) throw error;
      throw new BrokenPayment(`the provider could not ${call}: ${String(error)}`, { cause: error });
    }
    return { fact: { what: 'no_answer' }, details: {} };
  }
}

/** What costs nothing is paid as soon as it is asked for. */
const forNothing = {
  authorise: 'captured',
  ask: 'captured',
  capture: 'captured',
  cancel: 'cancelled',
  close: 'cancelled',
  refund: 'refunded',
} as const;

async function ask(till: Till, charge: Charge, call: TillCall): Promise<Answer> {
  if (call === 'authorise' || !charge.providerId) {
    const asked = await till.authorise(charge);
    if (call === 'authorise' || !asked.providerId) return asked;
    return ask(till, { ...charge, providerId: asked.providerId }, call);
  }
  switch (call) {
    case 'ask':
      return till.status(charge);
    case 'capture':
      return till.capture(charge);
    case 'cancel':
      return till.cancel(charge);
    case 'refund':
      return till.refund(charge);
    case 'close': {
      const now = await till.status(charge);
      return now.status === 'pending' ? till.cancel(charge) : now;
    }
  }
}

const answered = (status: Answer['status']): Told => ({
  fact: { what: 'answered', status },
  details: {},
});

const toTold = ({ status, ...details }: Answer): Told => ({
  fact: { what: 'answered', status },
  details,
});
