import type { Shelf } from '@lastpair/contracts';
import { expect, test } from 'vitest';
import { formatHours, formatMove, formatPace, toneOf } from './words.ts';

const shelf = (some: Partial<Shelf>): Shelf => ({
  storeId: 1,
  modelId: 1,
  inventory: 5,
  at: '',
  perHour: 0,
  hoursLeft: null,
  mark: 'ok',
  ...some,
});

test.each<[string, Partial<Shelf>]>([
  ['well', {}],
  ['well', { hoursLeft: 2 }],
  ['soon', { hoursLeft: 1.9 }],
  ['low', { mark: 'low', hoursLeft: 0.1 }],
  ['high', { mark: 'high' }],
  ['out', { inventory: 0, mark: 'low' }],
])('a shelf is %s with %o', (tone, some) => {
  expect(toneOf(shelf(some))).toBe(tone);
});

test('times, paces and changes are said as people say them', () => {
  expect([0, 0.5, 7.83, 12.4, 72].map(formatHours)).toEqual([
    '1 min',
    '30 min',
    '7.8 h',
    '12 h',
    '3 days',
  ]);
  expect([9.04, 0.44, 27.3].map(formatPace)).toEqual(['9 an hour', '0.4 an hour', '27 an hour']);
  expect([12, -3].map(formatMove)).toEqual(['+12', '−3']);
});
