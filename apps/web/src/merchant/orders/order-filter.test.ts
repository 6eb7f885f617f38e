import { expect, test } from 'vitest';
import { csvAddress, readFilter } from './order-filter.ts';

test('a search in the address is read, and what makes no sense is not', () => {
  const read = (text: string) => readFilter(new URLSearchParams(text));
  expect(read('search=+Zo%C3%AB+&status=refunded')).toEqual({ search: 'Zoë', status: 'refunded' });
  expect(read('search=&status=nonsense')).toEqual({});
  expect(read(`search=${'x'.repeat(101)}`).search).toHaveLength(100);
});

test('the file has the same orders as the page', () => {
  expect(csvAddress({})).toBe('/api/orders.csv');
  expect(csvAddress({ search: 'a&b', status: 'completed' })).toBe(
    '/api/orders.csv?search=a%26b&status=completed',
  );
});
