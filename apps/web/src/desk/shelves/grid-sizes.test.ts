import { expect, test } from 'vitest';
import { cellWidthIn, gridSizes } from './grid-sizes.ts';

test.each([
  ['many columns keep their width and are scrolled', 800, 50, 96],
  ['few columns share a wide screen', 1_178, 10, 100],
  ['but do not grow out of proportion', 1_900, 3, 192],
  ['nothing to show takes no space away', 0, 0, 96],
])('%s', (_name, width, columns, cell) => {
  expect(cellWidthIn(width, columns, gridSizes.desk)).toBe(cell);
});
