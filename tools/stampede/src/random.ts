/**
 * A repeatable source of numbers from 0 up to 1: the same `seeds` always give the same row. Good for choices, not for
 * secrets. (Mulberry32 by Tommy Ettinger, its state mixed from the seeds with the finisher of MurmurHash3.)
 */
export function createRandom(...seeds: readonly number[]): () => number {
  let state = 0x9e3779b9;
  for (const seed of seeds) state = mix(state ^ mix(seed + 0x7f4a7c15));
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let bits = Math.imul(state ^ (state >>> 15), 1 | state);
    bits = (bits + Math.imul(bits ^ (bits >>> 7), 61 | bits)) ^ bits;
    return ((bits ^ (bits >>> 14)) >>> 0) / 2 ** 32;
  };
}

function mix(value: number): number {
  let bits = Math.imul(value ^ (value >>> 16), 0x85ebca6b);
  bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2ae35);
  return bits ^ (bits >>> 16);
}

/** One of `options` by its weight; the weights need not add up to anything. */
export function pick<Option extends string>(
  random: () => number,
  options: Readonly<Record<Option, number>>,
): Option {
  const weighted = Object.entries<number>(options) as [Option, number][];
  const sum = weighted.reduce((total, [, weight]) => total + weight, 0);
  let left = random() * sum;
  for (const [option, weight] of weighted) {
    left -= weight;
    if (left < 0) return option;
  }
  throw new Error('nothing to pick from');
}
