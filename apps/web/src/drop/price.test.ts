import { expect, test } from 'vitest';
import { formatPrice, parsePrice } from './price.ts';

test('a price is shown in its currency, with as many digits as that has', () => {
  expect(formatPrice(12_990, 'USD')).toContain('129.90');
  expect(formatPrice(12_990, 'JPY')).toContain('12,990');
});

test('a price is read into the smallest unit', () => {
  expect(parsePrice('129.90', 'USD')).toBe(12_990);
  expect(parsePrice(' 129,9 ', 'EUR')).toBe(12_990);
  expect(parsePrice('12990', 'JPY')).toBe(12_990);
  expect(parsePrice('0', 'USD')).toBe(0);
});

test('what is no price is not read', () => {
  for (const text of ['', 'free', '-1', '1.2.3', '1e3'])
    expect(parsePrice(text, 'USD')).toBeUndefined();
});
