import type { Limits } from './alert.ts';

/** The ranges of the desk's contract. Everything that comes in is held to them at the edge. */
export const STORE_NAME_LENGTH = { min: 1, max: 80 } as const;
export const INVENTORY = { min: 0, max: 10_000_000 } as const;
/** A tap that makes names up must not fill the database: what is beyond these is a bad reading. */
export const STORES_MAXIMUM = 5_000;
export const MODELS_MAXIMUM = 5_000;
/** A longer message is not a reading. */
export const MESSAGE_LENGTH_MAXIMUM = 2_000;
/** The most readings in one job, and in one request. */
export const READINGS_PER_JOB = 1_000;
export const READINGS_PER_REQUEST = 500;
/** What one watch shows at most: a matrix that a screen can hold and a message can carry. */
export const WATCH_STORES = 100;
export const WATCH_MODELS = 50;
/** The window of which the latest levels can be asked for, as a screen shows it, and how many levels. */
export const TRAIL_STORES = 60;
export const TRAIL_MODELS = 40;
export const TRAIL_LEVELS = 24;
export const PAGE_LENGTH = { min: 1, max: 500, default: 100 } as const;
export const TAPS_MAXIMUM = 100;

/** The limits of a shelf without anybody's doing. */
export const STANDARD_LIMITS: Limits = { low: 3, high: null, margin: 2 };
export const lowIsLess = ({ low, high }: { low: number | null; high: number | null }): boolean =>
  low === null || high === null || low < high;
export const LOW_IS_LESS = { error: 'low must be less than high' };
