import type { DeadLetterKind, DeadLetterStatus } from '@lastpair/contracts';
import type { RouterOutputs } from '../../server/trpc.ts';

/** A dead letter as it comes over the wire. */
export type Letter = RouterOutputs['deadLetters']['byId'];

/** What each kind of dead letter is about. */
export const kindWords: Record<DeadLetterKind, string> = {
  command: 'Command',
  expiry: 'Expiry',
  webhook: 'Webhook',
  reading: 'Reading',
  call: 'Call',
  order: 'Order',
  payment: 'Payment',
};

/** What trying each kind again does. */
export const retryWords: Record<DeadLetterKind, string> = {
  command: 'Asks for the same again, under a new id that follows from this letter.',
  expiry: 'Makes a worker look at the drop’s clock.',
  webhook: 'Gives what the provider told to the workers again.',
  reading: 'Tells the shelf the same again; a newer level stays.',
  call: 'Calls the webhook again.',
  order: 'Lets the order go on where it was.',
  payment: 'Lets the order go on where it was.',
};

export const statusWords: Record<DeadLetterStatus, string> = {
  waiting: 'Waiting',
  retried: 'Tried again',
  discarded: 'Discarded',
};
