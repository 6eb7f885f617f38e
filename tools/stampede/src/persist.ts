import { setTimeout as sleep } from 'node:timers/promises';
import { toStoreError } from './store-error.ts';
import type { StoreError } from './store-error.ts';

/**
 * Does `work` until the store takes it: after "too many" and "not now" it waits as long as the store says, after a
 * broken connection a moment, and throws StoreError once `budgetMs` is over or there is no point in trying again.
 */
export async function persist<T>(
  work: () => Promise<T>,
  options: { budgetMs: number; onTrouble: (error: StoreError) => void },
): Promise<T> {
  const giveUpAt = performance.now() + options.budgetMs;
  for (;;) {
    try {
      return await work();
    } catch (thrown) {
      const error = toStoreError(thrown);
      options.onTrouble(error);
      if (!error.retriable || performance.now() + error.retryAfterMs > giveUpAt) throw error;
      await sleep(error.retryAfterMs);
    }
  }
}
