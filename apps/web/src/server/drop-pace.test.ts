import { expect, test } from 'vitest';
import { observePace, secondsInLine } from './drop-pace.ts';

test('the wait is told from the pace of the log, and not guessed without one', () => {
  expect(secondsInLine('a', 40)).toBeUndefined();
  observePace('a', 100, 1_000);
  expect(secondsInLine('a', 40)).toBeUndefined();
  observePace('a', 120, 2_000);
  expect(secondsInLine('a', 40)).toBe(3);
  expect(secondsInLine('a', 0)).toBe(1);
});

test('late and repeated views change nothing', () => {
  observePace('b', 100, 1_000);
  observePace('b', 110, 2_000);
  observePace('b', 90, 3_000);
  observePace('b', 110, 4_000);
  expect(secondsInLine('b', 19)).toBe(2);
});
