import { memoryOf } from '../measure/cpu.ts';
import type { Sample, Variant } from '../measure/blocks.ts';
import { startBaseline } from '../systems/baseline.ts';
import { startLastpair } from '../systems/lastpair.ts';
import type { System } from '../systems/system.ts';
import type { Bench, Scenario } from './bench.ts';
import { compare } from './compare.ts';
import { reserveOnce } from './reserve.ts';

const COMMITS_PER_SECOND = 20;
const STOCK = 20_000;
const WATCHERS_FOR_MEMORY = 5_000;

/** Watchers and a slow, steady sale. */
function steady(bench: Bench, system: System, watchers: number): Variant['run'] {
  const seconds = bench.size === 'quick' ? 3 : 5;
  const commands = COMMITS_PER_SECOND * seconds;
  return async (seed) => {
    const pace = { kind: 'open', overMs: seconds * 1_000 } as const;
    const sample = await reserveOnce(
      bench,
      system,
      { commands, stock: STOCK, pace, watchers },
      seed,
    );
    return withCostPerView(sample, commands);
  };
}

/** The api's CPU for each message that a watcher got; a sale this slow costs next to nothing beside them. */
function withCostPerView(sample: Sample, commands: number): Sample {
  const { values } = sample;
  const perView = ((values['cpu api us'] ?? 0) * commands) / (values['views shown'] || 1);
  return { ...sample, values: { ...values, 'us per view': perView } };
}

/** What it costs to show people the stock. */
export const fanOut: Scenario = {
  name: 'fan-out',
  what: '1,000 watch a drop that changes 20 times a second',
  quick: true,
  seconds: 55,
  goals: () => [
    {
      id: 'G4',
      what: 'CPU of the api per message shown',
      value: 'us per view',
      of: 'lastpair',
      against: 'B3',
      better: 'less',
      floor: 2,
      aim: 2.7,
    },
  ],
  async run(bench) {
    await using lastpair = await startLastpair(bench.ground, { queue: bench.queue });
    await using plain = await startBaseline(bench.ground, 'B3');
    return await compare(bench, [
      { name: 'lastpair', run: steady(bench, lastpair, 1_000) },
      { name: 'B3', run: steady(bench, plain, 1_000) },
    ]);
  },
};

/** A large audience and a steady sale. */
export const watchers: Scenario = {
  name: 'watchers',
  what: '5,000 watch a drop that changes 20 times a second',
  quick: false,
  seconds: 40,
  goals: () => [
    {
      id: 'G3',
      what: 'oldest stock on any screen, 5,000 watch',
      value: 'worst age ms',
      of: 'lastpair',
      better: 'less',
      floor: 500,
      aim: 300,
      unit: 'ms',
    },
  ],
  async run(bench) {
    await using lastpair = await startLastpair(bench.ground, { queue: bench.queue });
    return await compare(bench, [{ name: 'lastpair', run: steady(bench, lastpair, 5_000) }]);
  },
};

/** A fresh process each time: memory that was used before is used again, and would count as nothing. */
async function weigh(bench: Bench, start: () => Promise<System>): Promise<Sample> {
  await using system = await start();
  const [dropId = ''] = await system.open({ stock: STOCK }, 1);
  const weight = (): number =>
    system
      .components()
      .filter(({ name }) => name === 'api')
      .flatMap(({ pids }) => pids)
      .reduce((sum, pid) => sum + memoryOf(pid), 0);
  const before = weight();
  await bench.audience.connect({
    targets: system.watchTargets(dropId),
    lines: WATCHERS_FOR_MEMORY,
  });
  const kilobytes = (weight() - before) / 1_000 / WATCHERS_FOR_MEMORY;
  await bench.audience.disconnect();
  return {
    values: { 'kB per watcher': kilobytes, 'api MB': before / 1e6 },
    violations: [],
    noise: [],
  };
}

/** What it takes to keep people connected. */
export const memory: Scenario = {
  name: 'memory',
  what: '5,000 watchers connect to a process that has just started',
  quick: false,
  seconds: 35,
  goals: () => [
    {
      id: 'G4',
      what: 'memory of the api per watcher',
      value: 'kB per watcher',
      of: 'lastpair',
      better: 'less',
      floor: 25,
      aim: 12,
      unit: 'kB',
    },
  ],
  run: (bench) =>
    compare(bench, [
      {
        name: 'lastpair',
        run: () => weigh(bench, () => startLastpair(bench.ground, { queue: bench.queue })),
      },
      { name: 'B3', run: () => weigh(bench, () => startBaseline(bench.ground, 'B3')) },
    ]),
};
