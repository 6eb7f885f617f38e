/** How many of the latest answers are compared. Old ones go, so that the clock follows a device that drifts. */
const SAMPLES = 30;

/** The server's time as this browser knows it. All that counts down counts down on it. */
export type ServerClock = {
  /** Learns from a time (ISO 8601) that an answer of the server carried. Anything else is left alone. */
  observe(serverTime: string): void;
  /** The server's time, in milliseconds since the epoch. */
  now(): number;
};

/**
 * Makes a clock on top of `localNow` (milliseconds). Every answer is a little old when it comes, so of the latest ones
 * the one that says it is latest travelled fastest and is nearest to the truth. It is never ahead of the server.
 */
export function createServerClock(localNow: () => number): ServerClock {
  const offsets: number[] = [];
  let offset = 0;
  return {
    observe(serverTime) {
      const sample = Date.parse(serverTime) - localNow();
      if (Number.isNaN(sample)) return;
      offsets.push(sample);
      if (offsets.length > SAMPLES) offsets.shift();
      offset = Math.max(...offsets);
    },
    now: () => localNow() + offset,
  };
}

/** The one clock of the page. It stands on the monotonic timer, which nobody can set back. */
export const serverClock = createServerClock(() => performance.timeOrigin + performance.now());
