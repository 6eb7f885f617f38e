import { expect, test } from 'vitest';
import { arrivalTimes } from './arrivals.ts';

test('the same seed gives the same arrivals, another seed others', () => {
  expect(arrivalTimes(7, 100, 1_000)).toEqual(arrivalTimes(7, 100, 1_000));
  expect(arrivalTimes(8, 100, 1_000)).not.toEqual(arrivalTimes(7, 100, 1_000));
});

test('arrivals are in order, within the time, and spread over all of it', () => {
  const times = [...arrivalTimes(1, 10_000, 1_000)];
  expect(times).toEqual(times.toSorted((one, other) => one - other));
  expect(times[0]).toBeGreaterThanOrEqual(0);
  expect(times.at(-1)).toBeLessThan(1_000);
  for (let tenth = 0; tenth < 10; tenth += 1) {
    const there = times.filter((at) => at >= tenth * 100 && at < (tenth + 1) * 100);
    expect(there.length).toBeGreaterThan(850);
    expect(there.length).toBeLessThan(1_150);
  }
});
