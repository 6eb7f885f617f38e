import { expect, test } from 'vitest';
import { createEventQueue } from './event-queue.ts';
import { simulate } from './simulate.ts';
import type { Costs, Plant } from './simulate.ts';

const FREE: Costs = {
  api: { command: 0, news: 0, row: 0, answer: 0 },
  queue: { job: 0, command: 0 },
  worker: { batch: 0, drop: 0, command: 0 },
  postgres: { batch: 0, drop: 0, command: 0 },
  generator: 0,
  commitWait: 0,
  hop: 0,
};
const ONE: Plant = { apis: 1, workers: 1, queues: 1, databases: 1, lanes: 8, databaseCores: 1 };

test('what is due happens by time, and in the order of asking at the same time', () => {
  const events = createEventQueue();
  const seen: number[] = [];
  const times = Array.from({ length: 1_000 }, (_, n) => (n * 7_919) % 1_009);
  for (const time of times) events.at(time, () => seen.push(time));
  events.at(5, () => events.at(1, () => seen.push(-1)));
  events.run();
  expect(seen.filter((time) => time >= 0)).toEqual(times.toSorted((a, b) => a - b));
  expect(seen.indexOf(-1)).toBe(seen.lastIndexOf(5) + 1);
});

test('whoever is alone waits for every step once', () => {
  const costs: Costs = {
    ...FREE,
    api: { command: 100, news: 200, row: 300, answer: 350 },
    queue: { job: 400, command: 500 },
    worker: { batch: 600, drop: 650, command: 700 },
    postgres: { batch: 800, drop: 900, command: 1_000 },
    commitWait: 1_200,
    hop: 10_000,
  };
  const { p50, max } = simulate(costs, ONE, { count: 1, drops: 1, overMs: 1 });
  // To the queue and from it, to the database and back twice, and the news.
  expect(p50).toBe((7_700 + 8 * 10_000) / 1_000);
  expect(max).toBe(p50);
});

test('what has to be done by one process alone bounds how many are answered, and batches fill up to the most', () => {
  const costs = { ...FREE, worker: { batch: 0, drop: 0, command: 100 } };
  const crowd = { count: 20_000, drops: 1, inFlight: 2_000 };
  const one = simulate(costs, ONE, crowd);
  expect(one.perSecond).toBeCloseTo(10_000, -2);
  expect(one.busy.worker).toBeCloseTo(1);
  expect(one.commandsPerBatch).toBeGreaterThan(400);
  // One drop is decided by one worker, however many there are; many drops are not.
  const four = { ...ONE, workers: 4 };
  expect(simulate(costs, four, crowd).perSecond).toBeCloseTo(10_000, -2);
  expect(simulate(costs, four, { ...crowd, drops: 8 }).perSecond).toBeCloseTo(40_000, -3);
});

test('processes on one machine share its cores', () => {
  const costs = {
    ...FREE,
    api: { command: 100, news: 0, row: 0, answer: 0 },
    worker: { batch: 0, drop: 0, command: 100 },
  };
  const crowd = { count: 10_000, drops: 1, inFlight: 2_000 };
  expect(simulate(costs, { ...ONE, oneMachine: { cores: 1 } }, crowd).perSecond).toBeCloseTo(
    5_000,
    -2,
  );
  expect(simulate(costs, { ...ONE, oneMachine: { cores: 2 } }, crowd).perSecond).toBeGreaterThan(
    7_500,
  );
});
