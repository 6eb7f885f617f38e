import { expect, test } from 'vitest';
import { cellWidthIn, gridSizes } from './grid-sizes.ts';

test.each([
  ['many columns keep their width and are scrolled', 800, 50, 100],
  ['few columns share a wide screen', 1_278, 10, 110],
  ['but do not grow out of proportion', 1_900, 3, 200],
  ['nothing to show takes no space away', 0, 0, 100],
])('%s', (_name, width, columns, cell) => {
  expect(cellWidthIn(width, columns, gridSizes.desk)).toBe(cell);
});
