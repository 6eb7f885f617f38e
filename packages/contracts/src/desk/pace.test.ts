import { expect, test } from 'vitest';
import { PACE_HALF_LIFE, paceOf } from './pace.ts';

const HOUR = 3_600_000_000;

/** What the shelf weighs after selling one pair every `every` for `long`. */
function sell(every: number, long: number): { weighed: number; stamp: number; since: number } {
  let weighed = 0;
  let stamp = 0;
  for (let at = every; at <= long; at += every) {
    weighed = weighed * 0.5 ** (every / PACE_HALF_LIFE) + 1;
    stamp = at;
  }
  return { weighed, stamp, since: 0 };
}

test.each([
  ['young', HOUR / 2],
  ['an hour old', HOUR],
  ['a day old', 24 * HOUR],
])('a shelf that is %s and sells nine an hour sells about nine an hour', (_name, long) => {
  const { perHour, hoursLeft } = paceOf(sell(HOUR / 9, long), 18, long);
  expect(perHour).toBeGreaterThan(8);
  expect(perHour).toBeLessThan(10.5);
  expect(hoursLeft).toBeCloseTo(18 / perHour, 1);
});

test('one sale in the first second is no pace of thousands', () => {
  expect(paceOf({ weighed: 1, stamp: 1_000_000, since: 0 }, 5, 1_000_000).perHour).toBeLessThan(8);
});

test('when nobody buys any more the pace goes to nothing, and the stock lasts for ever', () => {
  const sales = sell(HOUR / 9, 24 * HOUR);
  expect(paceOf(sales, 5, 25 * HOUR).perHour).toBeLessThan(3);
  expect(paceOf(sales, 5, 48 * HOUR)).toEqual({ perHour: 0, hoursLeft: null });
});
