import { setImmediate } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { createTurns } from './turns.ts';

test('never more at once than there are places, in order, also when work fails', async () => {
  const inTurn = createTurns({ atOnce: 2, waitingMaximum: 100 });
  let now = 0;
  let most = 0;
  const started: number[] = [];
  const done = await Promise.allSettled(
    Array.from({ length: 10 }, (_, index) =>
      inTurn(async () => {
        started.push(index);
        most = Math.max(most, (now += 1));
        await setImmediate();
        now -= 1;
        if (index === 3) throw new Error('broken');
        return index;
      }),
    ),
  );
  expect(most).toBe(2);
  expect(started).toEqual(done.map((_, index) => index));
  expect(done.filter(({ status }) => status === 'rejected')).toHaveLength(1);
  expect(await inTurn(async () => 'still there')).toBe('still there');
});

test('a line that is full takes nobody more', async () => {
  const inTurn = createTurns({ atOnce: 1, waitingMaximum: 1 });
  const { promise, resolve } = Promise.withResolvers<void>();
  const first = inTurn(() => promise);
  const second = inTurn(async () => 'done');
  await expect(inTurn(async () => 'never')).rejects.toMatchObject({ publicCode: 'overloaded' });
  resolve();
  await first;
  expect(await second).toBe('done');
});
