import { describe, expect, test } from 'vitest';
import { runBlocks } from './blocks.ts';
import type { Sample } from './blocks.ts';

const STEADY = { workMs: 10, commitMs: 1 };
const quiet: Sample = { values: { rate: 1 }, violations: [], noise: [] };

/** Runs blocks of variants that only note that they ran. */
async function runNoting(options: {
  names?: string[];
  warmUps?: number;
  blocks?: number;
  until?: number;
  noiseOf?: (run: number) => string[];
  calibrations?: { workMs: number; commitMs: number }[];
}) {
  const { names = ['A', 'B'], blocks = 2, until = Infinity, calibrations = [] } = options;
  const ran: string[] = [];
  const found = await runBlocks({
    variants: names.map((name) => ({
      name,
      run: async (seed) => {
        ran.push(`${name}${seed}`);
        return { ...quiet, noise: options.noiseOf?.(ran.length) ?? [] };
      },
    })),
    warmUps: options.warmUps ?? 1,
    blocks,
    seed: 0,
    until,
    calibrate: async () => calibrations.shift() ?? STEADY,
    say: () => {},
  });
  return { ran, ...found };
}

describe('blocks', () => {
  test('go forwards and backwards in turn, with one seed each, after a warm-up that is thrown away', async () => {
    const { ran, samples } = await runNoting({ blocks: 3 });
    expect(ran).toEqual(['A0', 'B0', 'A1', 'B1', 'B2', 'A2', 'A3', 'B3']);
    expect(samples).toHaveLength(6);
    for (const { seed, block } of samples) expect(seed).toBe(block + 1);
  });

  test('begin after as many warm-ups of each as were asked for', async () => {
    const { ran, samples } = await runNoting({ warmUps: 3, blocks: 1 });
    expect(ran).toEqual(['A0', 'A0', 'A0', 'B0', 'B0', 'B0', 'A1', 'B1']);
    expect(samples).toHaveLength(2);
  });

  test('of three variants are balanced, too', async () => {
    const { ran } = await runNoting({ names: ['A', 'B', 'C'] });
    expect(ran.slice(3)).toEqual(['A1', 'B1', 'C1', 'C2', 'B2', 'A2']);
  });

  test('that were noisy are made again, and only the second try counts', async () => {
    const { ran, samples, noisy, repeated } = await runNoting({
      noiseOf: (run) => (run === 3 ? ['others used the machine'] : []),
    });
    expect(ran).toEqual(['A0', 'B0', 'A1', 'B1', 'A1', 'B1', 'B2', 'A2']);
    expect(samples).toHaveLength(4);
    expect([noisy.size, repeated]).toEqual([0, 1]);
  });

  test('are made again three times in all, and then called noisy', async () => {
    const { samples, noisy, repeated } = await runNoting({ noiseOf: () => ['a neighbour'] });
    expect(repeated).toBe(3);
    expect([...noisy.keys()]).toEqual([0, 1]);
    expect(noisy.get(1)).toEqual(['B: a neighbour', 'A: a neighbour']);
    expect(samples).toHaveLength(4);
  });

  test('between which the machine changed its speed are noisy', async () => {
    const slower = { workMs: 12, commitMs: 1 };
    const { repeated } = await runNoting({ calibrations: [STEADY, slower] });
    expect(repeated).toBe(1);
  });

  test('are not begun when time is over, but for the first', async () => {
    const { ran } = await runNoting({ blocks: 5, until: 0 });
    expect(ran).toEqual(['A0', 'B0', 'A1', 'B1']);
  });
});
