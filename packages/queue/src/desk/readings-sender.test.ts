import type { ReadingsJob, StampedReading } from '@lastpair/contracts';
import { expect, test, vi } from 'vitest';
import { WAITING_MAXIMUM, openReadingsSender } from './readings-sender.ts';

const reading = (stamp: number, model = 'ADERI'): StampedReading => ({
  store: 'Laval',
  model,
  inventory: 1,
  stamp,
  tapId: 1,
});

/** A sender whose jobs land in a list. */
function openSender(options: { down?: boolean } = {}) {
  const jobs: ReadingsJob[] = [];
  const errors: Error[] = [];
  const state = { down: options.down ?? false };
  const sender = openReadingsSender(
    {
      sendReadings: async (job) => {
        if (state.down) throw new Error('down');
        jobs.push(job);
      },
    },
    (error) => errors.push(error),
  );
  const answer = (): void => sender.hear({ seq: 1, batchIds: [jobs.at(-1)!.batchId] });
  return { sender, jobs, errors, state, answer, [Symbol.dispose]: () => sender.stop() };
}

test('one batch is on its way at a time; what is heard meanwhile is the next', async () => {
  using open = openSender();
  const { sender, jobs, answer } = open;
  const first = sender.send([reading(1)]);
  sender.send([reading(2)]);
  const last = sender.send([reading(3)]);
  expect(jobs.map(({ readings }) => readings.map(({ stamp }) => stamp))).toEqual([[1]]);
  sender.hear({ seq: 1, batchIds: ['someone else’s'] });
  sender.hear({ seq: 1 });
  expect(jobs).toHaveLength(1);
  answer();
  await first.applied;
  expect(jobs[1]!.readings.map(({ stamp }) => stamp)).toEqual([2, 3]);
  answer();
  await last.applied;
  expect(sender.waiting()).toBe(0);
});

test('a batch that nobody answers, or that the queue did not take, is sent again as it was', async () => {
  vi.useFakeTimers();
  try {
    using open = openSender({ down: true });
    const { sender, jobs, errors, state, answer } = open;
    const { applied } = sender.send([reading(1)]);
    await vi.advanceTimersByTimeAsync(1_100);
    expect(errors.length).toBeGreaterThan(1);
    state.down = false;
    await vi.advanceTimersByTimeAsync(10_000);
    expect(jobs.length).toBeGreaterThan(2);
    expect(new Set(jobs.map(({ batchId }) => batchId)).size).toBe(1);
    answer();
    await applied;
    const sent = jobs.length;
    await vi.advanceTimersByTimeAsync(10_000);
    expect(jobs).toHaveLength(sent);
  } finally {
    vi.useRealTimers();
  }
});

test('in a flood the newest reading of each shelf is kept, and the line stays short', () => {
  using open = openSender();
  const { sender, jobs, answer } = open;
  sender.send([reading(0)]);
  let overtaken = 0;
  const rounds = WAITING_MAXIMUM * 3;
  for (let n = 1; n <= rounds; n += 1) {
    overtaken += sender.send([reading(n, `model ${n % 10}`)]).overtaken.length;
    expect(sender.waiting()).toBeLessThanOrEqual(WAITING_MAXIMUM + 1);
  }
  expect(overtaken + sender.waiting()).toBe(rounds + 1);
  while (sender.waiting() > 0) answer();
  const last = new Map(jobs.flatMap(({ readings }) => readings).map((each) => [each.model, each]));
  const newest = Array.from({ length: 10 }, (_, n) => rounds - n);
  expect(
    [...last.values()]
      .map(({ stamp }) => stamp)
      .filter((stamp) => stamp > 0)
      .toSorted((a, b) => b - a),
  ).toEqual(newest);
});

test('a flood of ever new shelves loses the oldest, not the newest', () => {
  using open = openSender();
  const { sender, jobs, answer } = open;
  const rounds = WAITING_MAXIMUM * 2;
  sender.send(Array.from({ length: rounds }, (_, n) => reading(n, `model ${n}`)));
  while (sender.waiting() > 0) answer();
  const stamps = jobs.flatMap(({ readings }) => readings.map(({ stamp }) => stamp));
  expect(stamps).toHaveLength(WAITING_MAXIMUM / 2);
  expect(stamps.at(-1)).toBe(rounds - 1);
});
