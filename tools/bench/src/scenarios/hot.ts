import { startBaseline } from '../systems/baseline.ts';
import { startLastpair } from '../systems/lastpair.ts';
import type { Bench, Scenario } from './bench.ts';
import { compare } from './compare.ts';
import { reserving } from './reserve.ts';
import type { Reserving } from './reserve.ts';

const pace = { kind: 'closed', inFlight: 256 } as const;
const SLOW_MS = 1;

/** How much is asked. Ours and theirs differ in number, never in how much is asked at once. */
function sizesOf({ size }: Pick<Bench, 'size'>, stock: number) {
  const quick = size === 'quick';
  const people = quick ? 2_000 : 10_000;
  const sizes: Record<'ours' | 'rest' | 'theirs', Reserving> = {
    ours: { commands: quick ? 6_000 : 20_000, people, stock, pace },
    rest: { commands: quick ? 2_000 : 6_000, stock, pace },
    theirs: { commands: quick ? 2_000 : 6_000, stock, pace },
  };
  return sizes;
}

async function runHot(bench: Bench, stock: number) {
  const { ours, rest, theirs } = sizesOf(bench, stock);
  await using lastpair = await startLastpair(bench.ground, { queue: bench.queue });
  await using atomic = await startBaseline(bench.ground, 'B2');
  await using rowLock = await startBaseline(bench.ground, 'B1');
  const variants = [
    reserving(bench, 'lastpair', lastpair, ours),
    reserving(bench, 'lastpair over REST', lastpair.overRest(), rest),
    reserving(bench, 'B2', atomic, theirs),
    reserving(bench, 'B1', rowLock, theirs),
  ];
  if (bench.size === 'quick' || !bench.ground.redisServer) return await compare(bench, variants);
  await using gate = await startBaseline(bench.ground, 'B5');
  return await compare(bench, [...variants, reserving(bench, 'B5', gate, theirs)]);
}

const accepted = { id: 'G1', value: 'accepted/s', better: 'more' } as const;
const overSocket = { ...accepted, what: 'accepted/s, one hot drop, WebSocket', of: 'lastpair' };
const overRest = { ...accepted, what: 'accepted/s, one hot drop, REST', of: 'lastpair over REST' };

/** Everybody gets a pair: what a hot row can do. */
export const hot: Scenario = {
  name: 'hot',
  what: 'one hot drop of 20,000 pairs, everybody accepted, 256 commands under way at any time',
  quick: true,
  seconds: 72,
  goals: () => [
    { ...overSocket, against: 'B2', floor: 3, aim: 6 },
    { ...overSocket, against: 'B1', floor: 6, aim: 11 },
    { ...overRest, against: 'B2', floor: 1, aim: 2 },
    { ...overRest, against: 'B1', floor: 3, aim: 6 },
  ],
  run: (bench) => runHot(bench, 20_000),
};

/** Nearly everybody is refused: what an answer costs when there is nothing left. */
export const soldOut: Scenario = {
  name: 'sold-out',
  what: 'the same with 500 pairs, so that nearly everybody is refused',
  quick: false,
  seconds: 45,
  goals: () => [],
  run: (bench) => runHot(bench, 500),
};

/** The same on a disk whose commits take a millisecond longer, as those of most clouds do. */
export const slowDisk: Scenario = {
  name: 'slow-disk',
  what: 'one hot drop, everybody accepted, and every commit takes 1 ms longer',
  quick: false,
  seconds: 45,
  goals: () => [
    {
      ...accepted,
      what: 'accepted/s, one hot drop, 1 ms commits',
      of: 'lastpair',
      against: 'B1',
      floor: 15,
      aim: 32,
    },
  ],
  async run(bench) {
    await using lastpair = await startLastpair(bench.ground, { queue: bench.queue });
    await using atomic = await startBaseline(bench.ground, 'B2');
    await using rowLock = await startBaseline(bench.ground, 'B1');
    for (const system of [lastpair, atomic, rowLock]) await system.slowDown(SLOW_MS);
    const theirs: Reserving = { commands: 1_500, stock: 20_000, pace };
    return await compare(bench, [
      reserving(bench, 'lastpair', lastpair, { ...theirs, commands: 10_000, people: 10_000 }),
      reserving(bench, 'B2', atomic, theirs),
      reserving(bench, 'B1', rowLock, theirs),
    ]);
  },
};
