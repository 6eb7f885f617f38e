import { expect, test } from 'vitest';
import { STATUS } from '../generator/lines.ts';
import type { RunResult } from '../generator/messages.ts';
import { percentile, summarize } from './latency.ts';
import { latenciesOf } from './measure-run.ts';

const upTo = (count: number): number[] => Array.from({ length: count }, (_, index) => index + 1);

test('a percentile is the value that so many percent do not exceed', () => {
  expect(percentile(upTo(100), 50)).toBe(50);
  expect(percentile(upTo(100), 99)).toBe(99);
  expect(percentile(upTo(10), 50)).toBe(5);
  expect(percentile(upTo(10), 95)).toBe(10);
  expect(percentile(upTo(1_000), 99)).toBe(990);
  expect(percentile([7], 1)).toBe(7);
  expect(percentile([], 99)).toBe(0);
});

test('a summary sorts by number, not by text, and leaves its input alone', () => {
  const values = [100, 9, 20, 3];
  expect(summarize(values)).toEqual({ count: 4, p50: 9, p95: 100, p99: 100, max: 100 });
  expect(values).toEqual([100, 9, 20, 3]);
});

test('one slow answer in a hundred is the maximum, and two are the 99th percentile', () => {
  const fast = Array.from({ length: 99 }, () => 1);
  expect(summarize([...fast, 500])).toMatchObject({ p99: 1, max: 500 });
  expect(summarize([...fast.slice(1), 500, 500])).toMatchObject({ p99: 500 });
});

test('latency counts from when a command was due, so that a generator or store that is stuck can not hide it', () => {
  const result: Pick<RunResult, 'status' | 'scheduledAt' | 'sentAt' | 'answeredAt'> = {
    status: Uint8Array.from([STATUS.accepted, STATUS.refused, STATUS.unanswered]),
    scheduledAt: Float64Array.from([100, 200, 300]),
    sentAt: Float64Array.from([100, 900, 300]),
    answeredAt: Float64Array.from([110, 905, 0]),
  };
  expect([...latenciesOf(result)]).toEqual([10, 705]);
});
