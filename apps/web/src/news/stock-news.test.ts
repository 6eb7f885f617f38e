import type { SizeView, StockLevel } from '@lastpair/contracts';
import { expect, test } from 'vitest';
import { stockNewsOf } from './stock-news.ts';

const sizes = (...levels: [size: string, level: StockLevel][]): SizeView[] =>
  levels.map(([size, level]) => ({
    size,
    level,
    sku: size,
    total: null,
    available: null,
    reserved: null,
    sold: null,
  }));

test('a size that is looked at is told of when it is out and when it is back, and no other is', () => {
  const before = sizes(['41', 'low'], ['42', 'out'], ['43', 'low']);
  const after = sizes(['41', 'out'], ['42', 'low'], ['43', 'out']);
  expect(stockNewsOf(before, after, new Set(['41', '42']))).toEqual([
    { size: '41', became: 'out' },
    { size: '42', became: 'back' },
  ]);
});

test('fewer pairs are no news', () => {
  expect(stockNewsOf(sizes(['41', 'high']), sizes(['41', 'low']), new Set(['41']))).toEqual([]);
});
