import { expect, test } from 'vitest';
import { parseSizes } from './parse-sizes.ts';

test('sizes and counts are read, however they are spaced', () => {
  expect(parseSizes('40x10, 41 x 8;42.5×3\nUS 9 x 1,')).toEqual({
    ok: true,
    sizes: [
      { size: '40', total: 10 },
      { size: '41', total: 8 },
      { size: '42.5', total: 3 },
      { size: 'US 9', total: 1 },
    ],
  });
});

test('a size may have an x of its own', () => {
  expect(parseSizes('XLx2')).toEqual({ ok: true, sizes: [{ size: 'XL', total: 2 }] });
});

test.each([
  '',
  ' , ',
  '40',
  '40x',
  'x10',
  '40x-1',
  '40x10, 40x8',
  '40x9999999',
  'a very long size x1',
])('"%s" is refused with a reason', (text) => {
  expect(parseSizes(text)).toMatchObject({ ok: false, problem: expect.stringMatching(/\.$/) });
});
