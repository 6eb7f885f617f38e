import { expect, test } from 'vitest';
import { formatAgo, formatCountdown, formatSeconds } from './format-time.ts';

test('a countdown shows the second that has begun, and never less than none', () => {
  expect(formatCountdown(134_000)).toBe('02:14');
  expect(formatCountdown(133_300)).toBe('02:14');
  expect(formatCountdown(300)).toBe('00:01');
  expect(formatCountdown(0)).toBe('00:00');
  expect(formatCountdown(-5_000)).toBe('00:00');
});

test('a countdown does not start above its full length, though clocks never agree entirely', () => {
  expect(formatCountdown(60_200)).toBe('01:00');
});

test('a long countdown shows hours, and a very long one days', () => {
  expect(formatCountdown(3_734_000)).toBe('1:02:14');
  expect(formatCountdown(86_401_000)).toBe('1 d 0 h');
  expect(formatCountdown((3 * 24 + 4) * 3_600_000 + 1_000)).toBe('3 d 4 h');
});

test('a length of time is said in words', () => {
  expect(formatSeconds(1)).toBe('1 second');
  expect(formatSeconds(60)).toBe('1 minute');
  expect(formatSeconds(90)).toBe('1 minute 30 seconds');
});

test('how long ago is said in words', () => {
  expect(formatAgo(-10)).toBe('just now');
  expect(formatAgo(42_000)).toBe('40 seconds ago');
  expect(formatAgo(61_000)).toBe('1 minute ago');
  expect(formatAgo(7_200_000)).toBe('2 hours ago');
});
