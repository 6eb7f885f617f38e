import type { Logged } from '@lastpair/db';
import { Counter, Histogram, Registry, collectDefaultMetrics } from 'prom-client';

export type Metrics = {
  registry: Registry;
  /** Runs a batch and records how long it took. */
  time<T>(work: () => Promise<T>): Promise<T>;
  /** Counts decisions by command and answer. */
  count(logged: readonly Logged[]): void;
  /** Counts readings of the desk that were applied. */
  countReadings(applied: number): void;
};

/** The worker's metrics, in Prometheus' form. */
export function createMetrics(): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const seconds = new Histogram({
    name: 'lastpair_batch_seconds',
    help: 'Time to decide and commit one batch.',
    buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1],
    registers: [registry],
  });
  const decisions = new Counter({
    name: 'lastpair_decisions_total',
    help: 'Commands decided, by kind and answer.',
    labelNames: ['kind', 'answer'],
    registers: [registry],
  });
  const readings = new Counter({
    name: 'lastpair_desk_applied_total',
    help: 'Readings of the desk applied; one that is sent again counts again.',
    registers: [registry],
  });
  return {
    registry,
    async time(work) {
      const end = seconds.startTimer();
      try {
        return await work();
      } finally {
        end();
      }
    },
    count(logged) {
      const counts = new Map<string, number>();
      for (const { command, decision } of logged) {
        const answer = decision.status === 'accepted' ? 'accepted' : decision.reason;
        const key = `${command.kind} ${answer}`;
        counts.set(key, (counts.get(key) ?? 0) + 1);
      }
      for (const [key, count] of counts) {
        const [kind = '', answer = ''] = key.split(' ');
        decisions.inc({ kind, answer }, count);
      }
    },
    countReadings: (applied) => readings.inc(applied),
  };
}
