import { expect, test } from 'vitest';
import { FleetingMap } from './fleeting-map.ts';

test('what stays is there in its order, however much comes and goes', () => {
  const map = new FleetingMap<string, number>();
  const kept = new Map<string, number>();
  for (let n = 0; n < 5_000; n += 1) {
    map.set(`key ${n}`, n);
    if (n % 50 === 0) kept.set(`key ${n}`, n);
    else expect(map.delete(`key ${n}`)).toBe(true);
  }
  expect(map.size).toBe(kept.size);
  expect([...map.values()]).toEqual([...kept.values()]);
  expect(map.get('key 4900')).toBe(4_900);
  expect(map.has('key 4901')).toBe(false);
  expect(map.delete('key 4901')).toBe(false);
});

test('a value in the place of another one keeps its place', () => {
  const map = new FleetingMap<string, number>();
  map.set('a', 1);
  map.set('b', 2);
  map.set('a', 3);
  expect([...map.values()]).toEqual([3, 2]);
});
