import { PerformanceObserver, constants } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, expect, test, vi } from 'vitest';
import { collectInQuiet } from './collect-in-quiet.ts';

/** Collections that somebody asked for. */
let asked = 0;
const observer = new PerformanceObserver((list) => {
  for (const { detail } of list.getEntries() as unknown as { detail: { flags: number } }[]) {
    if (detail.flags & constants.NODE_PERFORMANCE_GC_FLAGS_FORCED) asked += 1;
  }
});
observer.observe({ entryTypes: ['gc'] });

let stop = (): void => {};
afterEach(() => stop());

test('what is there too much is collected as soon as nobody waits', async () => {
  let waited = true;
  stop = collectInQuiet(() => waited);
  const before = asked;
  const kept = Array.from({ length: 10_000_000 }, (_, n) => n / 2);
  await sleep(1_000);
  expect(asked).toBe(before);
  waited = false;
  await vi.waitFor(() => expect(asked).toBeGreaterThan(before), { timeout: 10_000 });
  expect(kept).toHaveLength(10_000_000);

  // It has done what it could, and does not do it again.
  await sleep(1_000);
  expect(asked).toBe(before + 1);
});
