import { useSyncExternalStore } from 'react';
import { serverClock } from './server-clock.ts';

/** Often enough that no second of a countdown is seen to last longer than the others. */
const TICK_MS = 200;

const listeners = new Set<() => void>();
let tick = serverClock.now();

setInterval(() => {
  tick = serverClock.now();
  for (const listener of listeners) listener();
}, TICK_MS);

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/**
 * What `select` makes of the server's time (milliseconds since the epoch), kept up to date. The component renders again
 * only when the result is another one, so `select` should give what is shown, such as a text, and not the time itself.
 */
export function useServerTime<Shown extends string | number | boolean | undefined>(
  select: (nowMs: number) => Shown,
): Shown {
  return useSyncExternalStore(subscribe, () => select(tick));
}
