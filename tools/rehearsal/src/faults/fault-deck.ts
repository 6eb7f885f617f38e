import type { RehearsalOptions } from '../options.ts';
import type { Fault } from './fault.ts';
import { postgresFaults, postgresQueueFaults } from './postgres-faults.ts';
import { processFaults } from './process-faults.ts';
import { redisFaults } from './redis-faults.ts';
import { postgresWireFaults, redisWireFaults } from './wire-faults.ts';

/** Every fault that makes sense with a backend. */
export const faultsFor = (backend: RehearsalOptions['backend']): Fault[] => [
  ...processFaults,
  ...postgresFaults,
  ...postgresWireFaults,
  ...(backend === 'redis' ? [...redisFaults, ...redisWireFaults] : postgresQueueFaults),
];

/** Deals faults without end: all of them in an order of chance, and again in another. */
export function* dealFaults(
  faults: readonly Fault[],
  random: () => number,
): Generator<Fault, never> {
  for (;;) {
    const shuffled = faults
      .map((fault) => ({ fault, by: random() }))
      .toSorted((a, b) => a.by - b.by);
    for (const { fault } of shuffled) yield fault;
  }
}
