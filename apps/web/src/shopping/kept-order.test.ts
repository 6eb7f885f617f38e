import { expect, test } from 'vitest';
import { forgetOrderId, keptOrderId } from './kept-order.ts';

function openStorage() {
  const kept = new Map<string, string>();
  return {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key),
  };
}

test('the same bag asked for again is the same order, in whatever order its pairs are named', () => {
  const storage = openStorage();
  expect(keptOrderId(storage, ['b', 'a'], () => 'first')).toBe('first');
  expect(keptOrderId(storage, ['a', 'b'], () => 'second')).toBe('first');
});

test('another bag, and a bag after the answer, is another order', () => {
  const storage = openStorage();
  keptOrderId(storage, ['a'], () => 'first');
  expect(keptOrderId(storage, ['a', 'b'], () => 'second')).toBe('second');
  forgetOrderId(storage);
  expect(keptOrderId(storage, ['a', 'b'], () => 'third')).toBe('third');
});
