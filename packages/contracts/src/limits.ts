/** The ranges of the public contract. Everything that comes in is held to them at the edge. */
export const HOLD_SECONDS = { min: 1, max: 3600, default: 60 } as const;
export const LIMIT_PER_SHOPPER = { min: 1, max: 100, default: 1 } as const;
export const SIZE_TOTAL = { min: 0, max: 1_000_000 } as const;
export const SIZES_PER_DROP = { min: 1, max: 60 } as const;
export const SIZE_LENGTH = { min: 1, max: 12 } as const;
export const PASSWORD_LENGTH = { min: 10, max: 128 } as const;
export const EMAIL_LENGTH = { max: 254 } as const;
export const NAME_LENGTH = { min: 1, max: 60 } as const;
/** How many pairs one reserve or one order may name: a bag, not a warehouse. */
export const PAIRS_PER_BAG = { min: 1, max: 50 } as const;
/** What a merchant looks for, and what a merchant gives as the reason of something. */
export const SEARCH_LENGTH = { max: 100 } as const;
export const REASON_LENGTH = { max: 200 } as const;
/**
 * How long a command's answer waits for the outcome before it says `queued`. `page`: for who hears their outcomes anyway. What is
 * decided by then leaves together with its event; whoever waits longer is told their place in line.
 */
export const WAIT_MS = { min: 0, max: 10_000, default: 5_000, page: 250 } as const;

/** The most commands in one job, and so the most that one message to the worker can weigh. */
export const COMMANDS_PER_JOB = 500;
