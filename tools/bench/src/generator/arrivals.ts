/** A small generator of numbers in [0, 1) that gives the same ones for the same seed (mulberry32). */
export function createRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** When each of `count` people clicks within `overMs`: milliseconds after the start, in order, by the seed alone. */
export function arrivalTimes(seed: number, count: number, overMs: number): Float64Array {
  const random = createRandom(seed);
  return Float64Array.from({ length: count }, () => random() * overMs).toSorted();
}
