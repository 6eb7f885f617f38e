import { runBlocks } from '../measure/blocks.ts';
import type { Blocks, Variant } from '../measure/blocks.ts';
import { calibrate } from '../measure/calibrate.ts';
import type { Bench } from './bench.ts';

/**
 * Compares variants in blocks, as `bench` says how many. Where a second is all there is to measure, more than one run for
 * warming up makes it one of a process that has been at work, and not one of its compilers.
 */
export const compare = (
  bench: Bench,
  variants: readonly Variant[],
  { warmUps = 1 }: { warmUps?: number } = {},
): Promise<Blocks> =>
  runBlocks({
    variants,
    warmUps,
    blocks: bench.blocks,
    seed: bench.seed,
    until: bench.until,
    calibrate: () => calibrate(bench.databaseUrl),
    say: bench.say,
  });
