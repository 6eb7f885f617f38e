import { expect, test } from 'vitest';
import { createAfterCommit } from './after-commit.ts';
import type { Applied, Deadline } from './apply-batch.ts';

const applied = (dropId: string, deadlines: Deadline[]): Applied => ({
  dropId,
  seq: 7,
  logged: [],
  decidedAt: 0,
  replayed: [],
  deadlines,
  moreDue: false,
});

/** Keeps what is sent along the road. */
function road() {
  const ticks: { dropIds: readonly string[]; delayMs: number }[] = [];
  const news: unknown[] = [];
  return {
    ticks,
    news,
    publish: async (told: unknown) => void news.push(told),
    tick: async (dropIds: readonly string[], delayMs: number) =>
      void ticks.push({ dropIds, delayMs }),
  };
}

test('the clock is looked at when the grace is over, however long the batch took to commit', async () => {
  const sent = road();
  const afterCommit = createAfterCommit(sent);
  // Decided 80 ms ago, for a hold of one second.
  const deadline = { at: 1_000_000, here: performance.now() - 80 + 1_000 };
  await afterCommit([applied('a', [deadline])]);
  expect(sent.news).toMatchObject([{ drops: [{ dropId: 'a', seq: 7 }], replayed: [] }]);
  expect(sent.ticks).toHaveLength(1);
  // 30 ms of grace, and up to the next full 20 ms of Postgres's clock.
  expect(sent.ticks[0]!.delayMs).toBeLessThanOrEqual(1_000 - 80 + 40);
  expect(sent.ticks[0]!.delayMs).toBeGreaterThan(1_000 - 80 + 30 - 50);
});

test('deadlines close together share a look, of all drops; others have their own', async () => {
  const sent = road();
  const afterCommit = createAfterCommit(sent);
  const here = performance.now();
  const at = (ms: number): Deadline => ({ at: 1_000_000 + ms, here: here + ms });
  await afterCommit([applied('a', [at(1_001), at(1_009), at(5_000)]), applied('b', [at(1_002)])]);
  await afterCommit([applied('a', [at(1_008)]), applied('c', [at(1_008)])]);
  expect(sent.ticks.map(({ dropIds }) => dropIds)).toEqual([['a', 'b'], ['a'], ['c']]);
});
