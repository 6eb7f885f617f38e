import type { SizeView, View } from '@lastpair/contracts';
import { expect, test } from 'vitest';
import { glanceOf, stockInWords, stockOf } from './stock.ts';

const counted = (available: number, reserved: number): SizeView => ({
  size: '42',
  sku: 'sku',
  total: 10,
  available,
  reserved,
  sold: 10 - available - reserved,
  level: available === 0 ? 'out' : 'high',
});
const hidden: SizeView = {
  size: '43',
  sku: 'sku',
  total: null,
  available: null,
  reserved: null,
  sold: null,
  level: 'low',
};
const viewOf = (status: View['status'], ...sizes: SizeView[]) => ({ status, sizes }) as View;

test('all sizes are added up, unless the drop keeps its counts', () => {
  expect(stockOf(viewOf('open', counted(4, 1), counted(0, 2)))).toEqual({
    total: 20,
    available: 4,
    reserved: 3,
    sold: 13,
  });
  expect(stockOf(viewOf('open', counted(4, 1), hidden))).toBeUndefined();
});

test('a scheduled drop is live from the moment the clock says so', () => {
  const view = viewOf('scheduled', hidden);
  expect(glanceOf(view, false)).toBe('soon');
  expect(glanceOf(view, true)).toBe('live');
});

test('a drop is gone when no size has a free pair, and closed whatever it has', () => {
  expect(glanceOf(viewOf('open', counted(0, 2)), true)).toBe('gone');
  expect(glanceOf(viewOf('closed', counted(5, 0)), true)).toBe('closed');
});

test('the stock of a size is said in counts if they are given, else by its level', () => {
  expect(stockInWords(counted(4, 0))).toBe('4 left');
  expect(stockInWords(hidden)).toBe('Low');
  expect(stockInWords(counted(0, 2))).toBe('All held (2)');
  expect(stockInWords(counted(0, 0))).toBe('Sold out');
});
