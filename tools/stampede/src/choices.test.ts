import { describe, expect, it } from 'vitest';
import { RUSH_MS, chooseFor, endings } from './choices.ts';

const drop = { sizeCount: 5, holdSeconds: 5 };
const crowd = (seed: number, visit = 0) =>
  Array.from({ length: 2_000 }, (_, shopper) => chooseFor({ seed, shopper, visit }, drop));

describe('chooseFor', () => {
  it('repeats all choices with the same seed, and no others', () => {
    expect(crowd(7)).toEqual(crowd(7));
    expect(crowd(7)).not.toEqual(crowd(8));
    expect(crowd(7, 1)).not.toEqual(crowd(7));
  });

  it('spreads the clicks evenly over the second after the gun', () => {
    const clicks = crowd(7).map(({ clickAfterMs }) => clickAfterMs);
    const tenths = Map.groupBy(clicks, (at) => Math.floor((at / RUSH_MS) * 10));
    expect([...tenths.keys()].toSorted((one, other) => one - other)).toEqual([
      0, 1, 2, 3, 4, 5, 6, 7, 8, 9,
    ]);
    for (const clicksInTenth of tenths.values()) {
      expect(clicksInTenth.length).toBeGreaterThan(140);
      expect(clicksInTenth.length).toBeLessThan(260);
    }
  });

  it('has somebody do each thing that a shopper can do', () => {
    const choices = crowd(7);
    expect(new Set(choices.map(({ ending }) => ending))).toEqual(new Set(endings));
    expect(new Set(choices.map(({ size }) => size))).toEqual(new Set([0, 1, 2, 3, 4]));
    expect(new Set(choices.map(({ secondClick }) => secondClick))).toEqual(
      new Set(['none', 'same id', 'new id']),
    );
  });

  it('lets nobody think past the end of the hold, however short it is', () => {
    const choices = Array.from({ length: 500 }, (_, shopper) =>
      chooseFor({ seed: 1, shopper, visit: 0 }, { sizeCount: 1, holdSeconds: 1 }),
    );
    for (const { thinkMs } of choices) {
      expect(thinkMs).toBeGreaterThanOrEqual(100);
      expect(thinkMs).toBeLessThan(1_000);
    }
  });

  it('ends: each visit leaves one return fewer', () => {
    for (let shopper = 0; shopper < 100; shopper += 1) {
      const first = chooseFor({ seed: 3, shopper, visit: 0 }, drop);
      const second = chooseFor({ seed: 3, shopper, visit: 1 }, drop);
      expect(second.returns).toBe(first.returns - 1);
    }
  });
});
