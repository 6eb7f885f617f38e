import { Reading } from '@lastpair/contracts';
import { expect, test } from 'vitest';
import { models, openShops, stores } from './shops.ts';

test('the same seed sells the same pairs, another one others', () => {
  const sell = (seed: number) => {
    const shops = openShops(seed);
    return [...shops.levels(), ...Array.from({ length: 500 }, () => shops.next())];
  };
  expect(sell(1)).toEqual(sell(1));
  expect(sell(1)).not.toEqual(sell(2));
});

test('whatever is sold is a reading of one of ten stores and twenty models, one pair fewer or a delivery', () => {
  const shops = openShops(7);
  const before = new Map(shops.levels().map((each) => [each.store + each.model, each.inventory]));
  expect([...before.keys()]).toHaveLength(stores.length * models.length);
  let deliveries = 0;
  for (let n = 0; n < 3_000; n += 1) {
    const level = Reading.parse(shops.next());
    const had = before.get(level.store + level.model)!;
    if (had === 0) deliveries += 1;
    else expect(level.inventory).toBe(had - 1);
    before.set(level.store + level.model, level.inventory);
  }
  expect(deliveries).toBeGreaterThan(10);
});
