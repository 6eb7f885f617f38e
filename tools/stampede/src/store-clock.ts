import type { Store } from './store.ts';

const SAMPLES = 5;

/** How far the store's clock is ahead of ours, in milliseconds, by the quickest of a few looks at it. */
export async function measureClock(store: Store): Promise<number> {
  let best = { tookMs: Infinity, aheadMs: 0 };
  for (let sample = 0; sample < SAMPLES; sample += 1) {
    const before = Date.now();
    const { serverTime } = await store.health();
    const after = Date.now();
    const aheadMs = Date.parse(serverTime) - (before + after) / 2;
    if (after - before < best.tookMs) best = { tookMs: after - before, aheadMs };
  }
  // Less than half the way there and back is noise.
  return Math.abs(best.aheadMs) <= best.tookMs / 2 + 1 ? 0 : best.aheadMs;
}
