import { startBaseline } from '../systems/baseline.ts';
import { startLastpair } from '../systems/lastpair.ts';
import type { Scenario } from './bench.ts';
import { compare } from './compare.ts';
import { reserving } from './reserve.ts';

const pace = { kind: 'open', overMs: 1_000 } as const;
const STOCK = 500;
/** Ten thousand commands are not enough for V8 to compile what they pass through as well as it can, and views are more code. */
const WARM_UPS = { alone: 3, watched: 4 };
const p99 = { value: 'p99 ms', better: 'less', of: 'lastpair' } as const;

/** Everybody clicks once, on a connection of their own. */
export const sameSecond: Scenario = {
  name: 'same-second',
  what: '10,000 shoppers (quick: 2,000) click within one second for 500 pairs',
  quick: true,
  seconds: 95,
  goals: ({ size }) => {
    // With fewer people nobody is in trouble yet.
    const goal = {
      ...p99,
      id: 'G2',
      what: 'p99 of the answer, same second',
      told: size === 'quick',
    };
    return [
      { ...goal, against: 'B2', floor: 5, aim: 12 },
      { ...goal, against: 'B1', floor: 25, aim: 70 },
      { ...goal, floor: 50, aim: 25, unit: 'ms' },
    ];
  },
  async run(bench) {
    const commands = bench.size === 'quick' ? 2_000 : 10_000;
    await using lastpair = await startLastpair(bench.ground, { queue: bench.queue });
    await using atomic = await startBaseline(bench.ground, 'B2');
    await using rowLock = await startBaseline(bench.ground, 'B1');
    const how = { commands, stock: STOCK, pace };
    const variants = [
      reserving(bench, 'lastpair', lastpair, how),
      ...(bench.size === 'full'
        ? [reserving(bench, 'lastpair as the page', lastpair, { ...how, outcomes: true })]
        : []),
      reserving(bench, 'B2', atomic, how),
      reserving(bench, 'B1', rowLock, how),
    ];
    return await compare(bench, variants, {
      warmUps: bench.size === 'full' ? WARM_UPS.alone : 1,
    });
  },
};

/** The same with people who only look: every change must be shown to all of them. */
export const audience: Scenario = {
  name: 'audience',
  what: '2,000 shoppers click within one second for 500 pairs while 1,000 others watch',
  quick: true,
  seconds: 45,
  goals: () => [
    {
      ...p99,
      id: 'G3',
      what: 'p99 of the answer, 1,000 watch',
      against: 'B2',
      floor: 80,
      aim: 200,
    },
  ],
  async run(bench) {
    await using lastpair = await startLastpair(bench.ground, { queue: bench.queue });
    await using atomic = await startBaseline(bench.ground, 'B2');
    const how = { commands: 2_000, stock: STOCK, pace, watchers: 1_000 };
    return await compare(bench, [
      reserving(bench, 'lastpair', lastpair, how),
      reserving(bench, 'B2', atomic, how),
    ]);
  },
};

/** Everybody who clicks has the page open, and so has the stock on the screen. */
export const everybodyWatches: Scenario = {
  name: 'everybody-watches',
  what: '10,000 shoppers click within one second for 500 pairs, and all of them watch',
  quick: false,
  seconds: 45,
  goals: () => [
    { ...p99, id: 'G3', what: 'p99 of the answer, all watch', floor: 50, aim: 20, unit: 'ms' },
    {
      id: 'G3',
      what: 'oldest stock on any screen',
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
    const how = { commands: 10_000, stock: STOCK, pace, everybodyWatches: true };
    const variants = [reserving(bench, 'lastpair', lastpair, how)];
    return await compare(bench, variants, { warmUps: WARM_UPS.watched });
  },
};
