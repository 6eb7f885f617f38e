import { expect, test } from 'vitest';
import type { Measured } from './measure-run.ts';
import { noiseBetween, noiseOfRun } from './noise.ts';

const good = { lagMs: 3, generatorLoad: 0.5, foreign: 0.02, steal: 0 } as Measured;

test('a quiet run has no noise', () => {
  expect(noiseOfRun(good, 'open')).toEqual([]);
  expect(noiseOfRun(good, 'closed')).toEqual([]);
});

test('a generator that was late makes a run in the open loop worth nothing', () => {
  expect(noiseOfRun({ ...good, lagMs: 26 }, 'open')).toEqual(['the generator was 26 ms late']);
  expect(noiseOfRun({ ...good, lagMs: 26 }, 'closed')).toEqual([]);
});

test.each([
  [{ generatorLoad: 0.95 }, /no core/],
  [{ foreign: 0.2 }, /others used 20 %/],
  [{ steal: 0.03 }, /host took 3 %/],
])('%o is noise', (bad, words) => {
  expect(noiseOfRun({ ...good, ...bad }, 'closed')).toEqual([expect.stringMatching(words)]);
});

test('a machine that became faster is as noisy as one that became slower', () => {
  const before = { workMs: 10, commitMs: 1 };
  expect(noiseBetween(before, { workMs: 10.9, commitMs: 1.29 })).toEqual([]);
  expect(noiseBetween(before, { workMs: 11.2, commitMs: 1 })).toHaveLength(1);
  expect(noiseBetween(before, { workMs: 8.9, commitMs: 1 })).toHaveLength(1);
  expect(noiseBetween(before, { workMs: 10, commitMs: 1.35 })).toHaveLength(1);
  expect(noiseBetween(before, { workMs: 10, commitMs: 0.7 })).toHaveLength(1);
});
