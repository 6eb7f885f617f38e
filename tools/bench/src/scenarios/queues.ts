import { startBaseline } from '../systems/baseline.ts';
import { startLastpair } from '../systems/lastpair.ts';
import type { Scenario } from './bench.ts';
import { compare } from './compare.ts';
import { reserving } from './reserve.ts';

/** As many as wait at a time when thousands come in one second: what is sent together is larger than with 256. */
const pace = { kind: 'closed', inFlight: 1_024 } as const;
const accepted = { id: 'G7', value: 'accepted/s', better: 'more' } as const;
const ours = { commands: 10_000, people: 2_000, stock: 20_000, pace };
/** Each has processes of its own, which ten thousand commands do not warm up. */
const WARM_UPS = 3;

/** What carries the commands. */
export const queues: Scenario = {
  name: 'queues',
  what: 'one hot drop, everybody accepted: lanes on Redis, lanes on Postgres, and a queue with one job per command',
  quick: false,
  seconds: 70,
  needsRedis: true,
  goals: () => [
    {
      ...accepted,
      what: 'accepted/s against one job per command',
      of: 'lastpair on Redis',
      against: 'B4',
      floor: 8,
      aim: 18,
    },
    {
      ...accepted,
      what: 'accepted/s against one job per command, one at a time, which keeps their order as the store does',
      of: 'lastpair on Redis',
      against: 'B6',
      floor: 8,
      aim: 18,
    },
    {
      ...accepted,
      what: 'accepted/s, lanes on Postgres by lanes on Redis',
      of: 'lastpair on Postgres',
      against: 'lastpair on Redis',
      floor: 0.3,
      aim: 0.6,
    },
  ],
  async run(bench) {
    await using redis = await startLastpair(bench.ground, { queue: 'redis' });
    await using postgres = await startLastpair(bench.ground, { queue: 'postgres' });
    await using each = await startBaseline(bench.ground, 'B4');
    await using inOrder = await startBaseline(bench.ground, 'B6');
    const variants = [
      reserving(bench, 'lastpair on Redis', redis, ours),
      reserving(bench, 'lastpair on Postgres', postgres, ours),
      reserving(bench, 'B4', each, { commands: 5_000, stock: 20_000, pace }),
      reserving(bench, 'B6', inOrder, { commands: 2_500, stock: 20_000, pace }),
    ];
    return await compare(bench, variants, { warmUps: WARM_UPS });
  },
};

/** More processes on the same cores: what sharing costs, since there is nothing to gain from here. */
export const processes: Scenario = {
  name: 'processes',
  what: 'one hot drop, everybody accepted, with 1 or 4 api processes and 1 or 2 workers',
  quick: false,
  seconds: 32,
  goals: () => [],
  async run(bench) {
    const { ground, queue } = bench;
    await using single = await startLastpair(ground, { queue, database: 'single' });
    await using apis = await startLastpair(ground, { queue, database: 'apis', apis: 4 });
    await using workers = await startLastpair(ground, { queue, database: 'workers', workers: 2 });
    return await compare(bench, [
      reserving(bench, '1 api, 1 worker', single, ours),
      reserving(bench, '4 apis, 1 worker', apis, ours),
      reserving(bench, '1 api, 2 workers', workers, ours),
    ]);
  },
};

/** One hot drop, or many lukewarm ones. */
export const drops: Scenario = {
  name: 'drops',
  what: 'everybody accepted, spread over 1, 20 and 200 drops',
  quick: false,
  seconds: 62,
  goals: () => [
    {
      id: 'G6',
      value: 'accepted/s',
      better: 'more',
      what: 'accepted/s over 200 drops by one',
      of: '200 drops',
      against: '1 drop',
      floor: 0.7,
      aim: 0.85,
    },
  ],
  async run(bench) {
    await using lastpair = await startLastpair(bench.ground, { queue: bench.queue });
    const over = (count: number) => ({ ...ours, commands: 10_000, people: 10_000, drops: count });
    return await compare(bench, [
      reserving(bench, '1 drop', lastpair, over(1)),
      reserving(bench, '20 drops', lastpair, over(20)),
      reserving(bench, '200 drops', lastpair, over(200)),
    ]);
  },
};
