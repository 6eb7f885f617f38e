import { describe, expect, test } from 'vitest';
import type { PlacedSample } from './blocks.ts';
import { judge, median } from './judge.ts';
import type { Goal } from './judge.ts';

const sample = (block: number, variant: string, rate: number): PlacedSample => ({
  block,
  variant,
  seed: block,
  values: { rate },
  violations: [],
  noise: [],
});
const blocks = (...pairs: [ours: number, theirs: number][]) => ({
  samples: pairs.flatMap(([ours, theirs], block) => [
    sample(block, 'ours', ours),
    sample(block, 'theirs', theirs),
  ]),
  noisy: new Map<number, string[]>(),
});
const goal: Goal = {
  id: 'G',
  what: 'rate',
  value: 'rate',
  of: 'ours',
  against: 'theirs',
  better: 'more',
  floor: 3,
  aim: 6,
};

test('the median of an odd and of an even number of values', () => {
  expect(median([5, 1, 3])).toBe(3);
  expect(median([4, 1, 3, 2])).toBe(2.5);
  expect(median([9])).toBe(9);
  expect(median([10, 9])).toBe(9.5);
});

describe('a ratio', () => {
  test('is of two runs of the same block, never of medians', () => {
    // By medians it would be 40 / 10 = 4.
    const found = judge(goal, blocks([10, 10], [40, 4], [90, 30]));
    expect(found.found).toEqual([1, 10, 3]);
    expect(found).toMatchObject({ median: 3, min: 1, max: 10, verdict: 'floor' });
  });

  test('is turned round where less is better', () => {
    const less = judge({ ...goal, better: 'less' }, blocks([10, 70], [10, 80], [10, 60]));
    expect(less).toMatchObject({ found: [7, 8, 6], median: 7, verdict: 'aim' });
    const worse = judge({ ...goal, better: 'less' }, blocks([70, 10]));
    expect(worse.verdict).toBe('missed');
  });

  test('leaves out blocks in which one of the two did not run', () => {
    const { samples, noisy } = blocks([10, 2], [10, 1]);
    const found = judge(goal, { samples: samples.slice(0, 3), noisy });
    expect(found.found).toEqual([5]);
  });
});

test.each([
  [6, 'aim'],
  [5.99, 'floor'],
  [3, 'floor'],
  [2.99, 'missed'],
] as const)('a ratio of %f where 3 is wanted and 6 hoped for: %s', (ratio, verdict) => {
  expect(judge(goal, blocks([ratio, 1])).verdict).toBe(verdict);
});

test.each([
  [20, 'aim'],
  [50, 'floor'],
  [50.1, 'missed'],
] as const)('%f ms where at most 50 are wanted and 20 hoped for: %s', (ms, verdict) => {
  const { against: _, ...absolute } = { ...goal, better: 'less' as const, floor: 50, aim: 20 };
  expect(judge(absolute, blocks([ms, 1])).verdict).toBe(verdict);
});

test('one noisy block and nothing is said, however good or bad it looks', () => {
  const noisy = new Map([[1, ['others used the machine']]]);
  expect(judge(goal, { ...blocks([100, 1], [100, 1]), noisy }).verdict).toBe('noisy');
  expect(judge(goal, { ...blocks([1, 100], [1, 100]), noisy }).verdict).toBe('noisy');
});

test('what did not run is not called good', () => {
  expect(judge(goal, blocks())).toMatchObject({ verdict: 'not run', found: [], median: 0 });
});

test('what is only told is not judged', () => {
  expect(judge({ ...goal, told: true }, blocks([1, 100])).verdict).toBe('told');
});
