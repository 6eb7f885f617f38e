import { expect, test } from 'vitest';
import { createListeners } from './listeners.ts';

test('an end that is called twice takes nobody away who came in between', () => {
  const listeners = createListeners<number>();
  const endFirst = listeners.add('a', () => {});
  endFirst();
  const heard: number[] = [];
  listeners.add('a', (value) => void heard.push(value));
  endFirst();
  listeners.tell('a', 7);
  expect(heard).toEqual([7]);
});

test('each hears what is told of its key, until it ends, and keys without listeners are gone', () => {
  const listeners = createListeners<string>();
  const heard: string[] = [];
  const end = listeners.add('a', (value) => void heard.push(value));
  listeners.add('b', () => {});
  listeners.tell('a', 'one');
  listeners.tell('b', 'two');
  expect([listeners.count('a'), listeners.keys()]).toEqual([1, ['a', 'b']]);
  end();
  listeners.tell('a', 'three');
  expect(heard).toEqual(['one']);
  expect([listeners.count('a'), listeners.keys()]).toEqual([0, ['b']]);
});
