import { cpuBetween, memoryOf, readCpu } from '../measure/cpu.ts';
import type { Sample } from '../measure/blocks.ts';
import { startLastpair } from '../systems/lastpair.ts';
import type { Bench, Scenario } from './bench.ts';
import { compare } from './compare.ts';

const SHOPPERS = 10_000;

/** Starts a store, weighs it, lets everybody connect as the page does, and weighs it again. */
async function weighOnce(bench: Bench): Promise<Sample> {
  await using lastpair = await startLastpair(bench.ground, { queue: bench.queue });
  // What Postgres' processes share can't be told apart from outside, and it was there before.
  const parts = lastpair.components().filter(({ name }) => name !== 'postgres');
  const starting = [...cpuBetween(new Map(), readCpu(parts))].map(
    ([name, us]): [string, number] => [`${name} start cpu ms`, us / 1e3],
  );
  const megabytes = (when: string): [string, number][] =>
    parts.map(({ name, pids }) => [
      `${name} MB, ${when}`,
      pids.reduce((sum, pid) => sum + memoryOf(pid), 0) / 1e6,
    ]);
  const idle = megabytes('idle');
  await lastpair.signIn(SHOPPERS);
  const [watch = ''] = await lastpair.open({ stock: 100 }, 1);
  await bench.crowd.connect({
    targets: lastpair.commandTargets({ watch, outcomes: true }),
    lines: SHOPPERS,
  });
  const full = megabytes('10,000 pages open');
  await bench.crowd.disconnect();
  const values = {
    'start ms': lastpair.startMs,
    ...Object.fromEntries([...starting, ...idle, ...full]),
  };
  return { values, violations: [], noise: [] };
}

/** What there is to pay before anybody buys anything. */
export const footprint: Scenario = {
  name: 'footprint',
  what: 'start of api and worker, in time and CPU, and the memory of each process, idle and with 10,000 pages open',
  quick: false,
  seconds: 30,
  goals: () => [],
  run: (bench) => compare(bench, [{ name: 'lastpair', run: () => weighOnce(bench) }]),
};
