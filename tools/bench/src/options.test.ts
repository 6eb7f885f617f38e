import { expect, test } from 'vitest';
import { readOptions } from './options.ts';
import { scenarios } from './scenarios/index.ts';

test('a quick run has the small set, a full one all there are', () => {
  const quick = readOptions([]);
  const full = readOptions(['--full']);
  if (quick === 'help' || full === 'help') throw new Error('nobody asked for help');
  expect(full.only).toEqual(scenarios.map(({ name }) => name));
  expect(quick.only.length).toBeGreaterThan(2);
  expect(quick.only.length).toBeLessThan(full.only.length);
});

test('every scenario can be run alone, in either size', () => {
  for (const { name } of scenarios) {
    expect(readOptions(['--only', name])).toMatchObject({ only: [name], size: 'quick' });
  }
});

test('what it does not know it says', () => {
  expect(() => readOptions(['--only', 'hot,warm'])).toThrow(/no scenario "warm".*same-second/);
  expect(() => readOptions(['--blocks', '0'])).toThrow(/whole number/);
  expect(() => readOptions(['--fast'])).toThrow(/fast/);
});

test('the boxes of all scenarios fit into a quarter of an hour', () => {
  const seconds = scenarios.reduce((sum, scenario) => sum + scenario.seconds, 0);
  expect(seconds).toBeLessThan(16 * 60);
});
