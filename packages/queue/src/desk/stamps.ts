/**
 * Makes stamps: microseconds since the epoch, each greater than the one before. `now` is Postgres' time in
 * milliseconds as this process knows it.
 */
export function createStamps(now: () => number): () => number {
  let last = 0;
  return () => {
    last = Math.max(Math.floor(now() * 1_000), last + 1);
    return last;
  };
}
