import { PAIRS_PER_BAG } from '@lastpair/contracts';
import type { Reservation } from '@lastpair/contracts';
import { expect, test } from 'vitest';
import { billsOf } from './bills-of.ts';

const hold = (id: string, dropId: string): Reservation => ({
  id,
  dropId,
  size: '42',
  status: 'active',
  expiresAt: '2026-01-01T00:00:00.000Z',
});
const products = new Map([
  ['moon', { priceCents: 19_000, currency: 'USD' }],
  ['comet', { priceCents: 12_900, currency: 'USD' }],
  ['berlin', { priceCents: 15_000, currency: 'EUR' }],
]);

test('pairs of several drops are one bill, and each currency has its own', () => {
  const holds = [hold('a', 'moon'), hold('b', 'berlin'), hold('c', 'comet')];
  expect(billsOf(holds, products)).toEqual([
    { currency: 'USD', totalCents: 31_900, reservationIds: ['a', 'c'] },
    { currency: 'EUR', totalCents: 15_000, reservationIds: ['b'] },
  ]);
});

test('a bill is no longer than an order may be, and has no pair whose price is not known', () => {
  const holds = Array.from({ length: PAIRS_PER_BAG.max + 1 }, (_, n) => hold(String(n), 'moon'));
  const [bill] = billsOf([hold('x', 'unknown'), ...holds], products);
  expect(bill?.reservationIds).toHaveLength(PAIRS_PER_BAG.max);
  expect(bill?.reservationIds).not.toContain('x');
  expect(bill?.totalCents).toBe(PAIRS_PER_BAG.max * 19_000);
});
