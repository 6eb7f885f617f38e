import type { Outcome, RefusalReason } from '@lastpair/contracts';
import { refusalReasons } from '@lastpair/contracts';
import { expect, test } from 'vitest';
import { begin, drop, giveUp, isRepeated, nothingPending, take } from './shopping-state.ts';
import type { PendingCommand, Shopping } from './shopping-state.ts';

const reserve: PendingCommand = {
  kind: 'reserve',
  dropId: 'drop-1',
  size: '42',
  commandId: 'c1',
  sentAt: 1_000,
  phase: 'sending',
  ahead: 0,
};
const waiting: Shopping = begin(nothingPending, reserve);
const held: Outcome = {
  commandId: 'c1',
  status: 'accepted',
  reservation: {
    id: 'c1',
    dropId: 'drop-1',
    size: '42',
    status: 'active',
    expiresAt: '2026-01-01T00:01:00.000Z',
  },
};
const refusedFor = (reason: RefusalReason): Outcome => ({
  commandId: 'c1',
  status: 'refused',
  reason,
});

test('a command waits until its outcome comes, and then its outcome is told', () => {
  expect(waiting.pending).toEqual([reserve]);
  const settled = take(waiting, held);
  expect(settled.pending).toEqual([]);
  expect(settled.notice).toMatchObject({ dropId: 'drop-1', tone: 'good' });
});

test('queued shows the place in line and settles nothing', () => {
  const inLine = take(waiting, { commandId: 'c1', status: 'queued', ahead: 7 });
  expect(inLine.pending[0]).toMatchObject({ phase: 'in_line', ahead: 7 });
  expect(inLine.notice).toBeUndefined();
});

test('queued that comes after the outcome changes nothing', () => {
  const settled = take(waiting, held);
  expect(take(settled, { commandId: 'c1', status: 'queued', ahead: 7 }).pending).toEqual([]);
});

test('an outcome that is repeated, or of another tab, changes nothing', () => {
  const settled = take(waiting, held);
  expect(take(settled, held)).toBe(settled);
  expect(take(waiting, { ...held, commandId: 'other' })).toBe(waiting);
});

test('a hold that runs out is told, though nobody here asked for it', () => {
  const expired: Outcome = {
    commandId: 'system',
    status: 'accepted',
    reservation: { ...held.reservation!, status: 'expired' },
  };
  expect(take(nothingPending, expired).notice?.tone).toBe('bad');
});

test.each(refusalReasons)('the refusal %s is said in plain words', (reason) => {
  const { notice, pending } = take(waiting, refusedFor(reason));
  expect(pending).toEqual([]);
  expect(notice?.text).toMatch(/\. ?[A-Z]?.*\.$/);
  expect(notice?.text).not.toContain('_');
});

test('a double click is one command, while it is under way and just after', () => {
  const click = { ...reserve, sentAt: 1_300 };
  expect(isRepeated(waiting, reserve, click)).toBe(true);
  expect(isRepeated(take(waiting, held), reserve, click)).toBe(true);
  expect(isRepeated(take(waiting, held), reserve, { ...click, sentAt: 1_900 })).toBe(false);
  expect(isRepeated(waiting, reserve, { ...click, size: '43' })).toBe(false);
});

test('after half a minute without an answer the shopper may press again, and a late outcome is still told', () => {
  const tired = giveUp(waiting, 'c1');
  expect(tired.pending[0]?.phase).toBe('unanswered');
  expect(isRepeated(tired, undefined, { ...reserve, sentAt: 40_000 })).toBe(false);
  expect(take(tired, held)).toMatchObject({ pending: [], notice: { tone: 'good' } });
});

test('a command that was not taken is over, with the reason said', () => {
  expect(drop(waiting, 'c1', 'Wait 2 s.')).toEqual({
    pending: [],
    notice: { dropId: 'drop-1', tone: 'bad', text: 'Wait 2 s.' },
  });
  expect(drop(nothingPending, 'c1', 'Wait 2 s.')).toBe(nothingPending);
});
