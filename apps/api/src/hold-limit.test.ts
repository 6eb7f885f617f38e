import type { LogEntry, Outcome } from '@lastpair/contracts';
import { expect, test } from 'vitest';
import { createHoldLimit } from './hold-limit.ts';

const HOME = '203.0.113.7';
const outcomeOf = (commandId: string, lasts = 60_000): Outcome => ({
  commandId,
  status: 'accepted',
  reservation: {
    id: commandId,
    dropId: 'drop',
    size: '42',
    status: 'active',
    expiresAt: new Date(Date.now() + lasts).toISOString(),
  },
});

test('a network holds as many pairs as it may, and another when one is let go', async () => {
  const limit = createHoldLimit(2);
  for (const id of ['a', 'b']) {
    limit.check(HOME, [id]);
    limit.count(HOME, [id], Promise.resolve(outcomeOf(id)));
  }
  await Promise.resolve();
  expect(() => limit.check(HOME, ['c'])).toThrow(/2 pairs are held/);
  expect(() => limit.check(HOME, ['a'])).not.toThrow();
  expect(() => limit.check('203.0.113.8', ['c'])).not.toThrow();

  const released = { kind: 'release', outcome: { ...outcomeOf('a'), commandId: 'other' } };
  limit.settle([released as LogEntry]);
  expect(() => limit.check(HOME, ['c'])).not.toThrow();
});

test('what is asked for counts until it is refused, and a hold until its time is over', async () => {
  const limit = createHoldLimit(1);
  const { promise, resolve } = Promise.withResolvers<Outcome>();
  limit.count(HOME, ['a'], promise);
  expect(() => limit.check(HOME, ['b'])).toThrow();
  resolve({ commandId: 'a', status: 'refused', reason: 'sold_out' });
  await promise;
  expect(() => limit.check(HOME, ['b'])).not.toThrow();

  limit.count(HOME, ['b'], Promise.resolve(outcomeOf('b', -1)));
  await Promise.resolve();
  expect(() => limit.check(HOME, ['c'])).not.toThrow();
});

test('a hold that has ended before its answer is read is not counted again', async () => {
  const limit = createHoldLimit(1);
  const answer = Promise.resolve(outcomeOf('a'));
  limit.count(HOME, ['a'], answer);
  limit.settle([{ kind: 'expire', outcome: outcomeOf('a') } as LogEntry]);
  await answer;
  expect(() => limit.check(HOME, ['b'])).not.toThrow();
});

test('none is no limit', () => {
  const limit = createHoldLimit(0);
  for (let n = 0; n < 100; n += 1) {
    limit.check(HOME, [String(n)]);
    limit.count(HOME, [String(n)], Promise.resolve(outcomeOf(String(n))));
  }
  expect(() => limit.check(HOME, ['one more'])).not.toThrow();
});
