import { setTimeout as sleep } from 'node:timers/promises';

/** For what comes in the end and promises no time: a machine that others use may stand still for long. */
export const PATIENCE_MS = 60_000;

/** Waits until `look` gives something other than undefined or false, and gives that. Rejects after `withinMs`. */
export async function until<T>(
  what: string,
  look: () => Promise<T | undefined | false> | T | undefined | false,
  withinMs = PATIENCE_MS,
): Promise<T> {
  const end = Date.now() + withinMs;
  let last: unknown;
  for (;;) {
    try {
      const seen = await look();
      if (seen !== undefined && seen !== false) return seen;
    } catch (error) {
      last = error;
    }
    if (Date.now() > end) {
      throw new Error(`not within ${withinMs} ms: ${what}`, { cause: last });
    }
    await sleep(20);
  }
}
