import { expect, test } from 'vitest';
import { STUCK_AFTER_MS, createWatchdog } from './watchdog.ts';

const setUp = () => {
  let now = 0;
  const watchdog = createWatchdog(() => now);
  let waiting = 1;
  return {
    watchdog,
    pass: (ms: number) => void (now += ms),
    wait: (count: number) => void (waiting = count),
    stuck: () => watchdog.findStuck([3], async () => waiting),
  };
};

test('a lane with work and no progress is stuck, but not before its time', async () => {
  const { watchdog, pass, stuck } = setUp();
  watchdog.progress(3);
  pass(STUCK_AFTER_MS);
  expect(await stuck()).toEqual([]);
  pass(1);
  expect(await stuck()).toEqual([3]);
});

test('a lane that finishes something, or has nothing to do, is well', async () => {
  const { watchdog, pass, wait, stuck } = setUp();
  watchdog.progress(3);
  pass(STUCK_AFTER_MS + 1);
  watchdog.progress(3);
  expect(await stuck()).toEqual([]);
  wait(0);
  pass(STUCK_AFTER_MS + 1);
  expect(await stuck()).toEqual([]);
  wait(1);
  pass(STUCK_AFTER_MS);
  expect(await stuck()).toEqual([]);
});
