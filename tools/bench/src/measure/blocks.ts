import type { Calibration } from './calibrate.ts';
import { noiseBetween } from './noise.ts';

/** What one run of one variant gave. */
export type Sample = {
  /** Named numbers; what they are is said by their names. */
  values: Record<string, number>;
  /** What the database says is wrong. */
  violations: string[];
  /** Why this run can't be believed. */
  noise: string[];
};

/** One of the things that are compared. */
export type Variant = { name: string; run: (seed: number) => Promise<Sample> };

/** A sample with its place: variants are compared within a block, never across. */
export type PlacedSample = Sample & { variant: string; block: number; seed: number };

export type Blocks = {
  samples: PlacedSample[];
  /** By block: why it can't be believed. Only blocks that were not made good by another try are here. */
  noisy: Map<number, string[]>;
  /** Blocks that were thrown away and made again. */
  repeated: number;
};

const REPEATS = 3;

/**
 * Runs all variants for warming up, `warmUps` times, which is thrown away, and then in blocks: each variant once, in turn forwards and
 * backwards (A B, B A), with the same seed within a block. A block in which the machine was not itself is
 * made again, up to three times in all; after that it stays, and is called noisy. No new block is begun after `until`
 * (milliseconds of performance.now()), but there is always one.
 */
export async function runBlocks(options: {
  variants: readonly Variant[];
  warmUps: number;
  blocks: number;
  seed: number;
  until: number;
  calibrate: () => Promise<Calibration>;
  say: (line: string) => void;
}): Promise<Blocks> {
  const { variants, warmUps, blocks, seed, until, calibrate, say } = options;
  const samples: PlacedSample[] = [];
  const noisy = new Map<number, string[]>();
  let repeated = 0;

  for (const { name, run } of variants) {
    for (let n = 0; n < warmUps; n += 1) say(`  warm-up ${name}: ${brief(await run(seed))}`);
  }
  for (let block = 0; block < blocks; block += 1) {
    if (block > 0 && performance.now() > until) {
      say(`  no time for more than ${block} of ${blocks} blocks`);
      break;
    }
    const order = block % 2 === 0 ? variants : variants.toReversed();
    for (;;) {
      const before = await calibrate();
      const made: PlacedSample[] = [];
      for (const { name, run } of order) {
        const sample = await run(seed + 1 + block);
        made.push({ ...sample, variant: name, block, seed: seed + 1 + block });
        say(`  ${block + 1}/${blocks} ${name}: ${brief(sample)}`);
      }
      const noise = [
        ...noiseBetween(before, await calibrate()),
        ...made.flatMap((each) => each.noise.map((why) => `${each.variant}: ${why}`)),
      ];
      const again = noise.length > 0 && repeated < REPEATS && performance.now() < until;
      if (noise.length > 0) say(`  noisy: ${noise.join('; ')}${again ? '; once more' : ''}`);
      if (again) {
        repeated += 1;
        continue;
      }
      if (noise.length > 0) noisy.set(block, noise);
      samples.push(...made);
      break;
    }
  }
  return { samples, noisy, repeated };
}

/** The numbers that people look for first. */
function brief({ values, violations }: Sample): string {
  const shown = Object.entries(values).filter(([name]) => !name.startsWith('cpu '));
  const numbers = shown.map(([name, value]) => `${name} ${roundFor(value)}`);
  return [...numbers, ...violations.map((what) => `WRONG ${what}`)].join(', ');
}

/** Three digits that matter. */
export const roundFor = (value: number): string =>
  Math.abs(value) >= 100
    ? Math.round(value).toLocaleString('en-US')
    : String(Number(value.toPrecision(3)));
