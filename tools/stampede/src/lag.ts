import { latencyOf } from './latency.ts';
import type { Latency } from './latency.ts';

/** Above this, what is measured is this process and not the store. */
export const LAG_LIMIT_MS = 100;
const LOOK_EVERY_MS = 10;
/** Old values make room for new ones; the maximum is kept apart. */
const KEPT = 200_000;

/** How late this process was: with what it had to send, and with anything at all. */
export type Lag = {
  /** Resolves at `at` by `performance.now()`, and notes how late that is. */
  until(at: number): Promise<void>;
  /** Forgets what was before: only the run itself counts. */
  reset(): void;
  sum(): Latency;
  stop(): void;
};

/** Starts to look. */
export function startLag(): Lag {
  let late: number[] = [];
  let max = 0;
  const note = (ms: number): void => {
    max = Math.max(max, ms);
    if (late.length < KEPT) late.push(Math.max(0, ms));
  };

  let expected = performance.now() + LOOK_EVERY_MS;
  let timer = setTimeout(function look() {
    const now = performance.now();
    note(now - expected);
    expected = now + LOOK_EVERY_MS;
    timer = setTimeout(look, LOOK_EVERY_MS);
  }, LOOK_EVERY_MS);

  return {
    until: (at) =>
      new Promise((resolve) => {
        setTimeout(
          () => {
            note(performance.now() - at);
            resolve();
          },
          Math.max(0, at - performance.now()),
        );
      }),
    reset() {
      late = [];
      max = 0;
      expected = performance.now() + LOOK_EVERY_MS;
    },
    sum: () => ({ ...latencyOf(late), max }),
    stop: () => clearTimeout(timer),
  };
}
