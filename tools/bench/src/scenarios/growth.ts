import { connect, findDueDrops } from '@lastpair/db';
import type { Sample } from '../measure/blocks.ts';
import { percentile } from '../measure/latency.ts';
import { writeHistory } from '../systems/history.ts';
import { startLastpair } from '../systems/lastpair.ts';
import type { Scenario } from './bench.ts';
import { compare } from './compare.ts';
import { reserving } from './reserve.ts';

const MILLION = 1_000_000;
const PROBES = 300;

const how = {
  commands: 10_000,
  people: 2_000,
  stock: 20_000,
  pace: { kind: 'closed', inFlight: 256 },
  keep: true,
} as const;

/** How long the question takes whether anything is overdue when nothing is. */
async function probe(databaseUrl: string): Promise<Sample> {
  const db = connect(databaseUrl, { poolSize: 1, name: 'bench-probe', onError: () => {} });
  try {
    const times: number[] = [];
    for (let each = 0; each < PROBES; each += 1) {
      const startedAt = performance.now();
      await findDueDrops(db, { overdueMs: 250, aheadMs: 0 });
      times.push(performance.now() - startedAt);
    }
    const sorted = times.toSorted((one, other) => one - other);
    const values = {
      'probe p50 ms': percentile(sorted, 50),
      'probe p99 ms': percentile(sorted, 99),
    };
    return { values, violations: [], noise: [] };
  } finally {
    await db.destroy();
  }
}

/** What years of sales do to the next one. */
export const growth: Scenario = {
  name: 'growth',
  what: 'one hot drop, everybody accepted, in a database with 0, 1 and 5 million finished reservations',
  quick: false,
  seconds: 115,
  goals: () => [
    {
      id: 'G6',
      what: 'accepted/s with 5 million rows by empty',
      value: 'accepted/s',
      of: '5 million rows',
      against: 'empty',
      better: 'more',
      floor: 0.85,
      aim: 0.95,
    },
    {
      id: 'G6',
      what: 'a look for overdue pairs that finds none',
      value: 'probe p50 ms',
      of: 'probe, 5 million rows',
      better: 'less',
      floor: 1,
      aim: 0.3,
      unit: 'ms',
    },
  ],
  async run(bench) {
    const { ground, queue, say } = bench;
    await using empty = await startLastpair(ground, { queue, database: 'empty' });
    await using one = await startLastpair(ground, { queue, database: 'one_million' });
    await using five = await startLastpair(ground, { queue, database: 'five_million' });
    say('  writing 6 million finished reservations ...');
    await writeHistory(one.databaseUrl, MILLION);
    await writeHistory(five.databaseUrl, 5 * MILLION);
    return await compare(bench, [
      reserving(bench, 'empty', empty, how),
      reserving(bench, '1 million rows', one, how),
      reserving(bench, '5 million rows', five, how),
      { name: 'probe, 5 million rows', run: () => probe(five.databaseUrl) },
    ]);
  },
};
