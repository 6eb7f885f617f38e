import type { MerchantOrder } from '@lastpair/contracts';
import { expect, test } from 'vitest';
import { laterOrder, withOrder } from './later-order.ts';

const at = (version: number, second: number): MerchantOrder => ({
  id: 'order',
  number: 'ABCD1234',
  status: 'paying',
  lines: [],
  totalCents: 0,
  currency: 'USD',
  payment: { provider: 'sandbox', status: 'due' },
  placedAt: '2026-01-01T00:00:00.000Z',
  restocked: false,
  version,
  serverTime: `2026-01-01T00:00:0${second}.000Z`,
  shopper: { id: 'shopper', name: 'Zoë' },
});

test('an answer that was overtaken on the way changes nothing', () => {
  const known = at(3, 5);
  expect(laterOrder(known, at(2, 6))).toBe(known);
  expect(laterOrder(known, at(3, 4))).toBe(known);
  expect(withOrder(known, at(2, 6))).toBe(known);
});

test('a later one counts, also of the same version, and whose order it is stays known', () => {
  const known = at(3, 5);
  expect(laterOrder(known, at(3, 6)).serverTime).toBe(at(3, 6).serverTime);
  const { shopper, ...answer } = at(4, 5);
  expect(withOrder(known, answer)).toMatchObject({ version: 4, shopper });
});

test('of another order nothing is kept', () => {
  const other = { ...at(1, 1), id: 'other' };
  expect(laterOrder(at(3, 5), other)).toBe(other);
});
