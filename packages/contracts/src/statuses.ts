/**
 * Where an order stands. `placed`: taken and in line. `paying`: its pairs are held and their clocks stand still until
 * `payBy`. `in_doubt`: that time is over, the pairs have gone back, and the provider has not said yet whether money moved.
 * `completed`: paid and bought. All others ended without a sale: `refused` (a pair could not be held), `declined` (by the
 * provider), `cancelled` (by the shopper), `expired` (not paid in time), `refunded` (the money went back).
 */
export const orderStatuses = [
  'placed',
  'paying',
  'in_doubt',
  'completed',
  'refused',
  'declined',
  'cancelled',
  'expired',
  'refunded',
] as const;

/** Of the statuses of an order, those in which nothing more happens by itself. */
export const isOver = (status: (typeof orderStatuses)[number]): boolean =>
  status !== 'placed' && status !== 'paying' && status !== 'in_doubt';

/** What can fail for good. */
export const deadLetterKinds = [
  'command',
  'expiry',
  'webhook',
  'reading',
  'call',
  'order',
  'payment',
] as const;

/** `waiting` for somebody to decide; `retried` with success, or at least handed over again; `discarded` with a reason. */
export const deadLetterStatuses = ['waiting', 'retried', 'discarded'] as const;
