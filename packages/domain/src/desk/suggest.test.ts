import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { suggestTransfers } from './index.ts';
import type { Stand } from './index.ts';

const stand = (storeId: number, store: string, some: Partial<Stand>): Stand => ({
  storeId,
  store,
  inventory: 0,
  perHour: 0,
  incoming: 0,
  outgoing: 0,
  limits: { low: 3, high: null, margin: 2 },
  ...some,
});
const laval = stand(1, 'Laval', { inventory: 84, perHour: 1 });
const sainteCatherine = stand(2, 'Ste-Catherine', { inventory: 2, perHour: 9 });
const brief = (stands: Stand[], isDismissed?: (from: number, to: number) => boolean) =>
  suggestTransfers('ADERI', stands, isDismissed).map(
    ({ from, to, quantity }) => `${quantity} from ${from.store} to ${to.store}`,
  );

describe('suggestions', () => {
  test('say the reason and the effect', () => {
    expect(suggestTransfers('ADERI', [laval, sainteCatherine]).map(({ words }) => words)).toEqual([
      'Laval has 84 ADERI and sells 1 an hour; Ste-Catherine has 2 and sells 9 an hour: move 70, lasts 7.8 h longer',
    ]);
  });

  test.each<[string, Stand[], string[]]>([
    ['nothing where all are well', [laval, { ...sainteCatherine, inventory: 40 }], []],
    [
      'no more than can be spared',
      [{ ...laval, inventory: 20 }, sainteCatherine],
      ['12 from Laval to Ste-Catherine'],
    ],
    ['nothing from where it is needed', [{ ...laval, perHour: 60 }, sainteCatherine], []],
    ['what is coming counts', [laval, { ...sainteCatherine, incoming: 60 }], []],
    [
      'what is promised away is not spare',
      [{ ...laval, outgoing: 70 }, sainteCatherine],
      ['6 from Laval to Ste-Catherine'],
    ],
    [
      'the neediest first, from the fullest',
      [
        laval,
        stand(3, 'Anjou', { inventory: 200 }),
        sainteCatherine,
        stand(4, 'Brossard', { inventory: 3, perHour: 1 }),
      ],
      ['70 from Anjou to Ste-Catherine', '5 from Anjou to Brossard'],
    ],
    [
      'from several, where one is not enough',
      [{ ...laval, inventory: 38 }, stand(3, 'Anjou', { inventory: 45 }), sainteCatherine],
      ['40 from Anjou to Ste-Catherine', '30 from Laval to Ste-Catherine'],
    ],
  ])('%s', (_name, stands, expected) => {
    expect(brief(stands)).toEqual(expected);
  });

  test('a way that was dismissed is not suggested', () => {
    expect(brief([laval, sainteCatherine], (from, to) => from === 1 && to === 2)).toEqual([]);
  });

  const anyStands = fc
    .array(
      fc.record({
        inventory: fc.nat(60),
        perHour: fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 10 })),
        incoming: fc.oneof(fc.constant(0), fc.nat(10)),
        outgoing: fc.oneof(fc.constant(0), fc.nat(10)),
        limits: fc.record({
          low: fc.option(fc.nat(6), { nil: null }),
          high: fc.constant(null),
          margin: fc.integer({ min: 1, max: 4 }),
        }),
      }),
      { maxLength: 9 },
    )
    .map((list) => list.map((each, index) => stand(index + 1, `Store ${index + 1}`, each)));

  test('never take more than there is, never both ways, and never from who is left short by it', () => {
    fc.assert(
      fc.property(anyStands, (stands) => {
        const suggested = suggestTransfers('ADERI', stands);
        for (const each of stands) {
          const given = sum(suggested.filter(({ from }) => from === each));
          const got = sum(suggested.filter(({ to }) => to === each));
          expect(Math.min(given, got)).toBe(0);
          if (given === 0) continue;
          const left = each.inventory - each.outgoing - given;
          expect(left).toBeGreaterThanOrEqual(0);
          expect(left).toBeGreaterThanOrEqual(each.perHour * 8);
          expect(left).toBeGreaterThan(each.limits.low ?? -1);
        }
      }),
    );
  });

  test('once they are requested there is nothing more to suggest', () => {
    fc.assert(
      fc.property(anyStands, (stands) => {
        const suggested = suggestTransfers('ADERI', stands);
        const agreed = stands.map((each) => ({
          ...each,
          incoming: each.incoming + sum(suggested.filter(({ to }) => to === each)),
          outgoing: each.outgoing + sum(suggested.filter(({ from }) => from === each)),
        }));
        expect(suggestTransfers('ADERI', agreed)).toEqual([]);
      }),
    );
  });

  const sum = (suggested: { quantity: number }[]): number =>
    suggested.reduce((total, { quantity }) => total + quantity, 0);
});
