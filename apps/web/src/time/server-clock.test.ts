import { expect, test } from 'vitest';
import { createServerClock } from './server-clock.ts';

const iso = (ms: number): string => new Date(ms).toISOString();

test('before any answer it shows the local time', () => {
  expect(createServerClock(() => 5_000).now()).toBe(5_000);
});

test('the answer that travelled fastest counts', () => {
  const clock = createServerClock(() => 10_000);
  clock.observe(iso(9_500));
  clock.observe(iso(9_990));
  clock.observe(iso(9_700));
  expect(clock.now()).toBe(9_990);
});

test('old answers are forgotten, so that a device that was set right is believed again', () => {
  const clock = createServerClock(() => 10_000);
  clock.observe(iso(99_000));
  for (let answer = 0; answer < 30; answer += 1) clock.observe(iso(10_000));
  expect(clock.now()).toBe(10_000);
});

test('a time that is none changes nothing', () => {
  const clock = createServerClock(() => 10_000);
  clock.observe('soon');
  expect(clock.now()).toBe(10_000);
});
