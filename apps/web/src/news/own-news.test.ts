import type { Outcome, ReservationStatus } from '@lastpair/contracts';
import { expect, test } from 'vitest';
import { ownNewsOf } from './own-news.ts';

const outcomeOf = (status: ReservationStatus): Outcome => ({
  commandId: 'command',
  status: 'accepted',
  reservation: {
    id: 'reservation',
    dropId: 'drop',
    size: '42',
    status,
    expiresAt: '2026-01-01T00:00:00.000Z',
  },
});
const elsewhere = { askedHere: false, ordered: false, isLookedAt: false, product: 'Moonwalker' };

test('what I did in another window is told, what I did here is not', () => {
  expect(ownNewsOf(outcomeOf('purchased'), elsewhere)?.title).toBe('Bought elsewhere');
  expect(ownNewsOf(outcomeOf('active'), elsewhere)?.title).toBe('Held elsewhere');
  expect(ownNewsOf(outcomeOf('released'), elsewhere)?.title).toBe('Let go elsewhere');
  expect(ownNewsOf(outcomeOf('purchased'), { ...elsewhere, askedHere: true })).toBeUndefined();
});

test('a hold that ran out is told unless the page says so anyway', () => {
  expect(ownNewsOf(outcomeOf('expired'), elsewhere)?.text).toContain('Moonwalker, size 42');
  expect(ownNewsOf(outcomeOf('expired'), { ...elsewhere, isLookedAt: true })).toBeUndefined();
});

test('what becomes of a pair in an order is told as the order’s, but not where the order is looked at', () => {
  const ordered = { ...elsewhere, ordered: true };
  expect(ownNewsOf(outcomeOf('purchased'), ordered)?.title).toBe('Your order is paid');
  expect(ownNewsOf(outcomeOf('active'), ordered)?.text).toContain('held for you again');
  expect(ownNewsOf(outcomeOf('expired'), ordered)?.text).toContain('went back');
  expect(ownNewsOf(outcomeOf('purchased'), { ...ordered, isLookedAt: true })).toBeUndefined();
});

test('a refusal is no news', () => {
  const refused: Outcome = { commandId: 'command', status: 'refused', reason: 'sold_out' };
  expect(ownNewsOf(refused, elsewhere)).toBeUndefined();
});
