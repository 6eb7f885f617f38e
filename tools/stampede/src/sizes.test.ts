import { describe, expect, it } from 'vitest';
import { sizesOf } from './sizes.ts';

describe('sizesOf', () => {
  it.each([
    [100, 5],
    [7, 5],
    [60, 60],
    [1, 1],
  ])('spreads %i pairs over %i sizes with none lost and none empty', (stock, count) => {
    const sizes = sizesOf(stock, count);
    expect(new Set(sizes.map(({ size }) => size)).size).toBe(count);
    expect(sizes.reduce((sum, { total }) => sum + total, 0)).toBe(stock);
    for (const { size, total } of sizes) {
      expect(total).toBeGreaterThan(0);
      expect(size.length).toBeLessThanOrEqual(12);
    }
  });
});
