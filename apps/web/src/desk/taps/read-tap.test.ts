import { expect, test } from 'vitest';
import { readTap } from './read-tap.ts';

test('a name and a socket’s address are a tap', () => {
  const tap = { name: 'High street', url: 'wss://example.com/levels' };
  expect(readTap(tap.name, tap.url)).toEqual({ ok: true, tap });
});

test.each(['', 'nowhere', 'http://example.com', 'javascript:alert(1)'])(
  '%o is no address of one',
  (url) => {
    expect(readTap('One', url)).toEqual({ ok: false, url: expect.stringContaining('wss://') });
  },
);

test('both problems are said at once', () => {
  expect(Object.keys(readTap('', 'x'))).toEqual(['ok', 'name', 'url']);
});
