import { LAG_LIMIT_MS } from './lag.ts';
import type { Result } from './result.ts';

const TROUBLES_SHOWN = 8;

/** What is to be said below the tables, a line each; the verdict comes last. */
export function closingWords(result: Result, driftBefore: number): string[] {
  const { log, generator, faults, views, troubles, paceEnd } = result;
  const lag = generator.lagMs.max.toFixed(0);
  const lines = [
    log.known === log.expected
      ? `Log: all ${log.expected} rows are known from the shoppers' answers and were checked in their order.`
      : `Log: ${log.known} of ${log.expected} rows are known from the shoppers' answers, so their order was not checked.`,
    `Watchers were shown ${views} views. Seed ${result.seed}; the sale took ${result.seconds.toFixed(1)} s.`,
    generator.tooSlow
      ? `This generator was up to ${lag} ms late (more than ${LAG_LIMIT_MS}): the latencies above are in part its own, not the store's.`
      : `This generator was at most ${lag} ms late, which the latencies include.`,
  ];
  for (const { code, count, message } of troubles.slice(0, TROUBLES_SHOWN)) {
    lines.push(`On the way, ${count} x ${code}: ${message}`);
  }
  if (troubles.some(({ code }) => code.startsWith('429'))) {
    lines.push('The store limits requests. For a rehearsal from one machine: RATE_LIMITS=demo');
  }
  if (driftBefore !== 0) lines.push(`The store's drift was ${driftBefore} before this run began.`);
  if (paceEnd && paceEnd !== 'sold out') {
    lines.push(`The sale ended before everything was sold: ${paceEnd}.`);
  }
  const wrong = faults.filter(({ count }) => count > 0);
  for (const { kind, sentence } of wrong) lines.push(`WRONG (${kind}): ${sentence}.`);
  if (wrong.length === 0)
    lines.push('Every pair was sold exactly once, and everybody has an answer.');
  return lines;
}
