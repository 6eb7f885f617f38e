import type { Order, OrderLine } from '@lastpair/contracts';
import { orderStatuses } from '@lastpair/contracts';
import { expect, test } from 'vitest';
import { hasReceipt, newsOf } from './order-words.ts';

const line = (status: OrderLine['status']): OrderLine => ({
  reservationId: crypto.randomUUID(),
  dropId: 'drop',
  brand: 'Aster',
  name: 'Moonwalker',
  colorway: 'Ash / Volt',
  size: '42',
  priceCents: 19_000,
  status,
});
const order = (part: Partial<Order>): Order => ({
  id: 'order',
  number: 'ABCD1234',
  status: 'paying',
  lines: [line('paying'), line('paying')],
  totalCents: 38_000,
  currency: 'USD',
  payment: { provider: 'sandbox', status: 'due' },
  placedAt: '2026-01-01T00:00:00.000Z',
  restocked: false,
  version: 1,
  serverTime: '2026-01-01T00:00:00.000Z',
  ...part,
});

test('every state has its own words', () => {
  const titles = orderStatuses.map((status) => newsOf(order({ status }), false).title);
  expect(new Set(titles).size).toBe(orderStatuses.length);
});

test('an order is only said to be on its way to the till when it was sent there', () => {
  expect(newsOf(order({}), false).tone).toBe('good');
  expect(newsOf(order({}), true)).toMatchObject({ tone: 'waiting', title: 'Asking the till' });
  const payment = { provider: 'sandbox', status: 'pending' } as const;
  expect(newsOf(order({ payment }), false).title).toBe('Asking the till');
});

test('pairs are only said to be held again when they are', () => {
  const declined = (...lines: OrderLine[]) => newsOf(order({ status: 'declined', lines }), false);
  expect(declined(line('active'), line('active')).text).toContain('held for you again');
  expect(declined(line('expired'), line('released')).text).toContain('not held for you any more');
  expect(declined(line('active'), line('expired')).text).toContain('beside each pair');
  expect(declined(line('purchased'), line('expired')).text).toContain('bought');
});

test('money is only said to have gone back when it had been taken', () => {
  const late = (status: 'cancelled' | 'refunded') =>
    newsOf(
      order({
        status: 'refunded',
        reason: 'no_pair_left',
        payment: { provider: 'sandbox', status },
      }),
      false,
    ).text;
  expect(late('cancelled')).toContain('no money was taken');
  expect(late('refunded')).toContain('All of your money went back');
});

test('there is a receipt of what was paid, also when it was given back, and of nothing else', () => {
  const has = (status: Order['status'], payment: Order['payment']['status']) =>
    hasReceipt(order({ status, payment: { provider: 'sandbox', status: payment } }));
  expect([has('completed', 'captured'), has('refunded', 'refunded')]).toEqual([true, true]);
  expect([has('refunded', 'cancelled'), has('declined', 'declined')]).toEqual([false, false]);
  expect(has('paying', 'captured')).toBe(false);
});
