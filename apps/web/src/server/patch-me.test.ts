import type { Me, Outcome, Purchase, Reservation, ReservationStatus } from '@lastpair/contracts';
import { expect, test } from 'vitest';
import { laterMe, patchMe } from './patch-me.ts';

const me: Me = {
  shopper: { id: 'shopper-1', name: 'Ada', role: 'shopper' },
  account: false,
  reservations: [],
  purchases: [],
  position: 'start',
  serverTime: '2026-01-01T00:00:00.000Z',
};
const reservationOf = (id: string, status: ReservationStatus): Reservation => ({
  id,
  dropId: 'drop-1',
  size: '42',
  status,
  expiresAt: '2026-01-01T00:01:00.000Z',
});
const purchaseOf = (reservationId: string): Purchase => ({
  id: `purchase-of-${reservationId}`,
  reservationId,
  dropId: 'drop-1',
  size: '42',
  priceCents: 12_000,
  currency: 'EUR',
  purchasedAt: '2026-01-01T00:00:30.000Z',
});
const reserved: Outcome = {
  commandId: 'r1',
  status: 'accepted',
  seq: 1,
  reservation: reservationOf('r1', 'active'),
};
const purchased: Outcome = {
  commandId: 'p1',
  status: 'accepted',
  seq: 2,
  reservation: reservationOf('r1', 'purchased'),
  purchase: purchaseOf('r1'),
};
const patched = (...outcomes: Outcome[]): Me => outcomes.reduce(patchMe, me);
const statuses = ({ reservations }: Me): string[] => reservations.map(({ status }) => status);

test('a reservation appears, and ends when it is purchased', () => {
  expect(statuses(patched(reserved))).toEqual(['active']);
  const after = patched(reserved, purchased);
  expect(statuses(after)).toEqual(['purchased']);
  expect(after.purchases).toEqual([purchaseOf('r1')]);
});

test('repeated outcomes change nothing, not even the object', () => {
  const after = patched(reserved, purchased);
  expect(patchMe(after, reserved)).toBe(after);
  expect(patchMe(after, purchased)).toBe(after);
});

test('an ended reservation does not come back to life when outcomes come in another order', () => {
  const after = patched(purchased, reserved);
  expect(statuses(after)).toEqual(['purchased']);
  expect(after.purchases).toHaveLength(1);
});

test('an outcome whose reservation was missed brings it along', () => {
  const expired: Outcome = {
    commandId: 'e1',
    status: 'accepted',
    reservation: reservationOf('r9', 'expired'),
  };
  expect(statuses(patched(expired))).toEqual(['expired']);
});

test('refused and queued outcomes change nothing', () => {
  expect(patchMe(me, { commandId: 'x', status: 'refused', reason: 'sold_out' })).toBe(me);
  expect(patchMe(me, { commandId: 'x', status: 'queued', ahead: 3 })).toBe(me);
});

test('what was read before an outcome came does not undo the outcome', () => {
  const readEarlier: Me = { ...me, reservations: [reservationOf('r1', 'active')] };
  const after = laterMe(patched(reserved, purchased), readEarlier);
  expect(statuses(after)).toEqual(['purchased']);
  expect(after.purchases).toHaveLength(1);
});

test('what was missed is in what is read', () => {
  const read: Me = {
    ...me,
    reservations: [reservationOf('r2', 'active'), reservationOf('r1', 'released')],
    serverTime: '2026-01-01T00:00:40.000Z',
  };
  const after = laterMe(patched(reserved), read);
  expect(statuses(after)).toEqual(['active', 'released']);
  expect(after.serverTime).toBe(read.serverTime);
});

test('nothing of one shopper is shown to another', () => {
  const other: Me = { ...me, shopper: { id: 'shopper-2', name: 'Bo', role: 'shopper' } };
  expect(laterMe(patched(reserved), other)).toBe(other);
});
