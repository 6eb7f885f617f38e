import type { Limits } from '@lastpair/contracts';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { hear, isNewer, markOf } from './index.ts';
import type { Heard, ShelfState } from './index.ts';

const HOUR = 3_600_000_000;
const limits: Limits = { low: 3, high: 100, margin: 2 };
const how = { limits, halfLife: HOUR / 2 };

/** Few stamps and levels, so that repeats and ties are common. */
const heard = fc.record<Heard>({ stamp: fc.nat(20), inventory: fc.nat(9) });
const fold = (readings: readonly Heard[]): ShelfState =>
  readings.reduce<ShelfState | undefined>((shelf, each) => hear(shelf, each, how), undefined)!;

describe('the newest level wins', () => {
  test('in whatever order readings arrive, and however often', () => {
    const shuffled = fc.array(heard, { minLength: 1, maxLength: 30 }).chain((readings) =>
      fc.tuple(
        fc.constant(readings),
        fc.shuffledSubarray([...readings, ...readings, ...readings], {
          minLength: readings.length * 3,
        }),
      ),
    );
    fc.assert(
      fc.property(shuffled, ([readings, repeated]) => {
        const { stamp, inventory } = fold(repeated);
        const newest = readings.reduce((a, b) => (isNewer(b, a) ? b : a));
        expect({ stamp, inventory }).toEqual(newest);
        expect(stamp).toBe(Math.max(...readings.map((each) => each.stamp)));
      }),
    );
  });

  test('a reading that is not newer changes nothing at all', () => {
    fc.assert(
      fc.property(fc.array(heard, { minLength: 1 }), fc.nat(100), (readings, which) => {
        const shelf = fold(readings);
        const again = readings[which % readings.length]!;
        expect(hear(shelf, again, how)).toBe(shelf);
      }),
    );
  });
});

describe('sales', () => {
  const shelf = (weighed: number): ShelfState => ({
    inventory: 50,
    stamp: 0,
    since: 0,
    weighed,
    mark: 'ok',
  });

  test.each([
    ['what is gone counts as sold', { stamp: 1, inventory: 47 }, false, 3],
    ['what came does not', { stamp: 1, inventory: 60 }, false, 0],
    ['nor what the desk itself moved', { stamp: 1, inventory: 20 }, true, 0],
  ] as const)('%s', (_name, reading, moved, sold) => {
    expect(hear(shelf(0), reading, { ...how, moved }).weighed).toBe(sold);
  });

  test('older ones count half for each half-life', () => {
    expect(hear(shelf(8), { stamp: HOUR, inventory: 50 }, how).weighed).toBeCloseTo(2);
  });
});

describe('marks', () => {
  test.each([
    ['ok', 4, 'ok'],
    ['ok', 3, 'low'],
    ['ok', 0, 'low'],
    ['low', 4, 'low'],
    ['low', 5, 'ok'],
    ['ok', 99, 'ok'],
    ['ok', 100, 'high'],
    ['high', 99, 'high'],
    ['high', 98, 'ok'],
    ['low', 100, 'high'],
    ['high', 3, 'low'],
  ] as const)('from %s at %i it is %s', (before, inventory, after) => {
    expect(markOf(before, inventory, limits)).toBe(after);
  });

  test('without limits nothing is wrong, whatever it was before', () => {
    const none = { low: null, high: null, margin: 1 };
    for (const before of ['ok', 'low', 'high'] as const) expect(markOf(before, 0, none)).toBe('ok');
  });

  const anyLimits = fc
    .record({
      low: fc.nat(20),
      gap: fc.integer({ min: 1, max: 40 }),
      margin: fc.integer({ min: 1, max: 15 }),
    })
    .map(({ low, gap, margin }) => ({ low, high: low + gap, margin }));

  test('an inventory that swings by less than the margin raises at most one alert', () => {
    const swing = anyLimits.chain((given) =>
      fc.tuple(
        fc.constant(given),
        fc.nat(60),
        fc.array(fc.nat(given.margin - 1), { maxLength: 60 }),
      ),
    );
    fc.assert(
      fc.property(swing, ([given, base, offsets]) => {
        // Wide enough apart, so that one swing does not reach both limits.
        fc.pre(given.high - given.low > given.margin);
        const raised = alertsOf(
          offsets.map((offset) => base + offset),
          given,
        );
        expect(raised).toBeLessThanOrEqual(1);
      }),
    );
  });

  test('each further alert takes a way of its own: there are no more than the inventory has moved margins', () => {
    fc.assert(
      fc.property(
        anyLimits,
        fc.array(fc.nat(60), { minLength: 1, maxLength: 80 }),
        (given, levels) => {
          const moved = levels
            .slice(1)
            .reduce((sum, level, n) => sum + Math.abs(level - levels[n]!), 0);
          const shortest = Math.min(given.margin * 2, given.high - given.low);
          expect(alertsOf(levels, given)).toBeLessThanOrEqual(1 + moved / shortest);
        },
      ),
    );
  });

  function alertsOf(levels: number[], given: Limits): number {
    let mark: ShelfState['mark'] = 'ok';
    let raised = 0;
    for (const level of levels) {
      const next = markOf(mark, level, given);
      if (next !== mark && next !== 'ok') raised += 1;
      mark = next;
    }
    return raised;
  }
});
