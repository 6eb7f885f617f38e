import { runBlocks } from '../measure/blocks.ts';
import type { Blocks, Variant } from '../measure/blocks.ts';
import { calibrate } from '../measure/calibrate.ts';
import type { Bench } from './bench.ts';

/** Compares variants in blocks, as `bench` says how many. */
export const compare = (bench: Bench, variants: readonly Variant[]): Promise<Blocks> =>
  runBlocks({
    variants,
    blocks: bench.blocks,
    seed: bench.seed,
    until: bench.until,
    calibrate: () => calibrate(bench.databaseUrl),
    say: bench.say,
  });
