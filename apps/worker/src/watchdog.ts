/** A lane with work that finishes none of it for this long is not slow but stuck. */
export const STUCK_AFTER_MS = 15_000;
export const WATCH_EVERY_MS = 5_000;

/**
 * Notices a lane that is stuck: a consumer can stop taking jobs for ever after its connection broke in an unlucky
 * moment, and looks well from outside. The remedy is to end the process; whoever runs it starts another.
 */
export type Watchdog = {
  /** A lane was taken, or a job of it came to an end, well or badly. */
  progress(lane: number): void;
  /** The lanes that have had work and no progress for too long. `waiting` is the work in a lane. */
  findStuck(lanes: number[], waiting: (lane: number) => Promise<number>): Promise<number[]>;
};

export function createWatchdog(now: () => number = Date.now): Watchdog {
  /** By lane: since when it has done nothing, as far as is known. */
  const idleSince = new Map<number, number>();
  return {
    progress: (lane) => void idleSince.set(lane, now()),
    async findStuck(lanes, waiting) {
      const stuck: number[] = [];
      for (const lane of lanes) {
        if ((await waiting(lane)) === 0) idleSince.set(lane, now());
        else if (now() - (idleSince.get(lane) ?? now()) > STUCK_AFTER_MS) stuck.push(lane);
      }
      return stuck;
    },
  };
}
