import type { Logger } from '@lastpair/runtime';

/**
 * Does something again and again, `everyMs` after it was done last, at once for the first time. What it
 * throws is logged and does not end it. Gives the function that ends it, after what is under way.
 */
export function repeat(
  what: string,
  everyMs: number,
  logger: Logger,
  task: () => Promise<void>,
): () => Promise<void> {
  let ended = false;
  let wake = (): void => {};
  const running = (async () => {
    while (!ended) {
      await task().catch((error: unknown) => logger.warn({ err: error }, `${what} failed`));
      if (ended) return;
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, everyMs);
        wake = () => (clearTimeout(timer), resolve());
      });
    }
  })();
  return async () => {
    ended = true;
    wake();
    await running;
  };
}
