import type { Alert, Transfer } from '@lastpair/contracts';
import { expect, test } from 'vitest';
import { laterAlert, laterTransfer, withLive } from './later.ts';

const alert = (status: Alert['status'], id = 'a', raisedAt = '1'): Alert =>
  ({ id, status, raisedAt }) as Alert;
const transfer = (status: Transfer['status'], received = 0): Transfer =>
  ({ id: 't', status, received, missing: 0 }) as Transfer;

test('an alert does not go back, in whatever order words of it come', () => {
  const [raised, acknowledged, cleared] = [
    alert('raised'),
    alert('acknowledged'),
    alert('cleared'),
  ];
  expect(laterAlert(undefined, raised)).toBe(raised);
  expect(laterAlert(raised, acknowledged)).toBe(acknowledged);
  expect(laterAlert(cleared, acknowledged)).toBe(cleared);
});

test('nor does a transfer, not even in what has arrived of it', () => {
  const [requested, sent, some] = [
    transfer('requested'),
    transfer('in_transit'),
    transfer('in_transit', 3),
  ];
  expect(laterTransfer(sent, requested)).toBe(sent);
  expect(laterTransfer(some, sent)).toBe(some);
  expect(laterTransfer(sent, some)).toBe(some);
});

test('a list takes in what came since it was read, loses what no longer fits, and is newest first', () => {
  const fetched = [alert('raised', 'old', '1'), alert('raised', 'gone', '2')];
  const live = [alert('cleared', 'gone', '2'), alert('raised', 'new', '3')];
  const list = withLive(
    fetched,
    live,
    laterAlert,
    ({ status }) => status !== 'cleared',
    ({ raisedAt }) => raisedAt,
  );
  expect(list.map(({ id }) => id)).toEqual(['new', 'old']);
});
