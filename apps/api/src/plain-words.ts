import type { RefusalReason } from '@lastpair/contracts';

/** What each refusal means to the person who reads it. */
export const plainWords: Record<RefusalReason, string> = {
  unknown_drop: 'There is no such drop.',
  unknown_size: 'This drop does not have that size.',
  not_open: 'This drop is not open yet.',
  closed: 'This drop is closed.',
  unknown_reservation: 'There is no such reservation.',
  not_yours: 'That reservation is not yours.',
  already_purchased: 'This pair is bought already.',
  already_released: 'This reservation was let go.',
  expired: 'The time for this reservation is over.',
  limit_reached: 'You have as many pairs of this drop as one shopper may have.',
  cooling_down:
    'Your last holds in this drop ran out without a purchase. You can reserve again in a moment.',
  sold_out: 'Every pair of this size is held or sold right now.',
  timed_out: 'It waited in line too long and was given up, with no effect. Try again.',
  failed: 'It could not be done, through a fault of ours. It had no effect.',
};
