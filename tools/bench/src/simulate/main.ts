import { simulate } from './simulate.ts';
import type { Clicks, Costs, Plant } from './simulate.ts';

/**
 * As `npm run bench:full` has them (docs/performance.md, "What one command costs"): what a command costs in large batches, and how
 * much more in small ones (200 drops), which is what a batch costs by itself.
 */
const COSTS: Costs = {
  api: { command: 24, news: 200, row: 1, answer: 21 },
  queue: { job: 350, command: 4 },
  worker: { batch: 650, drop: 20, command: 20 },
  postgres: { batch: 550, drop: 39, command: 23 },
  generator: 20,
  commitWait: 300,
  hop: 200,
};

/** As a store begins with, and as one on many machines is given. */
const LANES = { here: 2, spread: 8 };
const HERE: Plant = {
  apis: 1,
  workers: 1,
  queues: 1,
  databases: 1,
  lanes: LANES.here,
  databaseCores: 2,
  oneMachine: { cores: 2 },
};
const spread = (apis: number, workers: number, databases: number): Plant => ({
  apis,
  workers,
  queues: Math.min(databases, 4),
  databases,
  lanes: Math.max(LANES.spread, workers),
  databaseCores: 8,
});

const cases: [what: string, plant: Plant, clicks: Clicks][] = [
  ['this machine: one hot drop, 256 under way', HERE, { count: 20_000, drops: 1, inFlight: 256 }],
  ['this machine: 200 drops, 256 under way', HERE, { count: 20_000, drops: 200, inFlight: 256 }],
  ['this machine: 10,000 in one second', HERE, { count: 10_000, drops: 1, overMs: 1_000 }],
  ...[1, 64].flatMap((drops): typeof cases =>
    [spread(2, 1, 1), spread(4, 4, 2), spread(8, 8, 4), spread(16, 16, 8)].map((plant) => [
      `a million in ten seconds, ${drops === 1 ? 'one drop' : `${drops} drops`}: ${plant.apis} apis, ${plant.workers} workers, ${plant.databases} databases`,
      plant,
      { count: 1_000_000, drops, overMs: 10_000 },
    ]),
  ),
];

const percent = (share: number): string => `${(100 * share).toFixed(0)} %`;
console.log(
  '| | answered/s | p50 ms | p99 ms | last ms | in a batch | api | queue | worker | Postgres |',
);
console.log('|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|');
for (const [what, plant, clicks] of cases) {
  const { perSecond, p50, p99, max, commandsPerBatch, busy } = simulate(COSTS, plant, clicks);
  const figures = [perSecond, p50, p99, max, commandsPerBatch].map((value) =>
    Math.round(value).toLocaleString('en-US'),
  );
  const shares = [busy.api, busy.queue, busy.worker, busy.postgres].map(percent);
  console.log(`| ${[what, ...figures, ...shares].join(' | ')} |`);
}
