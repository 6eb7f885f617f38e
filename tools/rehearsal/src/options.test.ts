import { expect, test } from 'vitest';
import { faultsFor } from './faults/fault-deck.ts';
import { parseOptions } from './options.ts';

test('what is not said has a standard, and what makes no sense is refused', () => {
  expect(parseOptions([])).toMatchObject({ minutes: 2, backend: 'redis', shoppers: 300 });
  expect(parseOptions(['--minutes', '5', '--seed', '7', '--backend', 'postgres'])).toMatchObject({
    minutes: 5,
    seed: 7,
    backend: 'postgres',
  });
  expect(parseOptions(['-h'])).toBe('help');
  for (const wrong of [
    '--minutes=31',
    '--minutes=x',
    '--seed=1.5',
    '--shoppers=1',
    '--backend=x',
  ]) {
    expect(() => parseOptions([wrong])).toThrow();
  }
});

test('each backend has at least fifteen kinds of faults, no two of one name', () => {
  for (const backend of ['redis', 'postgres'] as const) {
    const kinds = faultsFor(backend).map(({ kind }) => kind);
    expect(kinds.length).toBeGreaterThanOrEqual(15);
    expect(new Set(kinds).size).toBe(kinds.length);
  }
});
