import { readClock } from './queries/shoppers.ts';
import type { Database } from './connect.ts';

/**
 * The server's clock as this process sees it, in epoch milliseconds. Postgres decides by its own clock, and what the
 * door and the taps' connectors stamp must be on the same one, or a skewed machine would honour clicks that came too late.
 */
export type Clock = {
  now(): number;
  /** Compares with Postgres again. */
  adjust(): Promise<void>;
};

export function createClock(db: Database): Clock {
  let offset = 0;
  return {
    now: () => Math.round(Date.now() + offset),
    async adjust() {
      const before = Date.now();
      const there = await readClock(db);
      const after = Date.now();
      const difference = there - (before + after) / 2;
      // The answer was read somewhere between asking and hearing, so less than half the way there and back is noise.
      offset = Math.abs(difference) <= (after - before) / 2 + 1 ? 0 : difference;
    },
  };
}
