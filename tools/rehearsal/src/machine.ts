import { availableParallelism, loadavg } from 'node:os';
import { monitorEventLoopDelay } from 'node:perf_hooks';

const LOOK_EVERY_MS = 5_000;
const NS_PER_MS = 1_000_000;

/** How busy the machine was: with more to do than it has cores for, no store answers in time. */
export type Machine = {
  cores: number;
  /** How many processes wanted to run, over a minute, at the most. */
  mostLoad: number;
  /** How late this process itself was with what it had to do, in milliseconds. */
  lateP99: number;
  lateMax: number;
};

/** Watches the machine until the function that it gives is called. */
export function watchMachine(): () => Machine {
  const delay = monitorEventLoopDelay({ resolution: 10 });
  delay.enable();
  let mostLoad = 0;
  const look = (): void => void (mostLoad = Math.max(mostLoad, loadavg()[0] ?? 0));
  look();
  const timer = setInterval(look, LOOK_EVERY_MS);
  return () => {
    clearInterval(timer);
    delay.disable();
    return {
      cores: availableParallelism(),
      mostLoad,
      lateP99: delay.percentile(99) / NS_PER_MS,
      lateMax: delay.max / NS_PER_MS,
    };
  };
}
