import { describe, expect, it } from 'vitest';
import { createRandom, pick } from './random.ts';

const row = (...seeds: number[]): number[] => {
  const random = createRandom(...seeds);
  return Array.from({ length: 5 }, random);
};

describe('createRandom', () => {
  it('gives the same row for the same seeds, and another for any others', () => {
    expect(row(1, 2, 3)).toEqual(row(1, 2, 3));
    for (const seeds of [
      [1, 2, 4],
      [1, 3, 2],
      [2, 2, 3],
      [1, 2],
      [1, 2, 3, 0],
    ]) {
      expect(row(...seeds)).not.toEqual(row(1, 2, 3));
    }
  });

  it('gives numbers from 0 up to 1, around a half, also first numbers of neighbouring seeds', () => {
    const firsts = Array.from({ length: 10_000 }, (_, seed) => createRandom(7, seed, 0)());
    for (const number of firsts) {
      expect(number).toBeGreaterThanOrEqual(0);
      expect(number).toBeLessThan(1);
    }
    const mean = firsts.reduce((sum, number) => sum + number, 0) / firsts.length;
    expect(mean).toBeCloseTo(0.5, 1);
  });
});

describe('pick', () => {
  it('takes each option about as often as its weight says, and never one of weight 0', () => {
    const random = createRandom(5);
    const picked = Array.from({ length: 10_000 }, () =>
      pick(random, { often: 3, seldom: 1, never: 0 }),
    );
    const seldom = picked.filter((option) => option === 'seldom').length;
    expect(picked).not.toContain('never');
    expect(seldom / picked.length).toBeCloseTo(0.25, 1);
  });
});
