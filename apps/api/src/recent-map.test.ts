import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { createRecentMap } from './recent-map.ts';

test('beyond its maximum the one that was used longest ago goes', () => {
  const map = createRecentMap<number>(3);
  for (const [n, key] of ['a', 'b', 'c'].entries()) map.set(key, n);
  expect(map.get('a')).toBe(0);
  map.set('c', 3);
  map.set('d', 4);
  expect([...map.keys()].toSorted()).toEqual(['a', 'c', 'd']);
  expect(map.get('c')).toBe(3);
});

test('with a time to live each goes that long after it was set, used or not', async () => {
  const map = createRecentMap<number>(3, 50);
  map.set('a', 1);
  expect(map.get('a')).toBe(1);
  await sleep(80);
  expect(map.get('a')).toBeUndefined();
});
