import type { PaymentOptions, PaymentProvider, PaymentStatus } from '@lastpair/contracts';

/** The money of one order, as the provider must know it. */
export type Charge = {
  orderId: string;
  amountCents: number;
  currency: string;
  /** What `readMethod` gave. */
  method: string;
  /** What the provider calls the payment, once it has said so. */
  providerId: string | undefined;
};

/** What the provider says of a payment now. */
export type Answer = {
  status: Exclude<PaymentStatus, 'due'>;
  /** Missing when it never got as far as being a payment there. */
  providerId: string | undefined;
  /** What it is paid with, as people know it. */
  paidWith?: string | undefined;
  /** For the provider's own form, when the bank asks the shopper something. */
  clientSecret?: string | undefined;
};

/** Something that the provider tells by itself, and that has been shown to be from it. It carries no truth. */
export type ProviderEvent = { eventId: string; orderId: string | undefined; payload: unknown };

/** The provider did not answer: nobody knows what became of it, and the same must be asked again. */
export class NoAnswer extends Error {}

/**
 * The port to whoever moves the money. Every call may be repeated: for one order the money is authorised once, captured
 * once and given back once. Every answer is the state of the payment after the call. Throws NoAnswer when there was none;
 * any other error is a mistake of ours, and repeating it does not help.
 */
export type Till = {
  provider: PaymentProvider;
  options(): PaymentOptions;
  /** What to keep of a payment method that a client names; undefined when it is none of this provider. */
  readMethod(text: string): string | undefined;
  /** Asks for the money, without taking it yet. Asked before, it gives the state of that payment. */
  authorise(charge: Charge): Promise<Answer>;
  status(charge: Charge): Promise<Answer>;
  /** Takes the money that is authorised. */
  capture(charge: Charge): Promise<Answer>;
  /** Sees to it that nothing will be taken. What can't be called off any more, or not yet, stays as it is. */
  cancel(charge: Charge): Promise<Answer>;
  /** Gives back what was taken. */
  refund(charge: Charge): Promise<Answer>;
  /** Reads a webhook, as it came; undefined when it is not from the provider. */
  readWebhook(
    body: string,
    header: (name: string) => string | undefined,
  ): ProviderEvent | undefined;
};
