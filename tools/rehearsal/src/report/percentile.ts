/** The value below which `share` (0 to 1) of sorted numbers lie; 0 of none. */
export const percentile = (sorted: readonly number[], share: number): number =>
  sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? 0;

/** How many per cent of sorted numbers are at most `limit`. */
export const shareWithin = (sorted: readonly number[], limit: number): number =>
  sorted.length === 0
    ? 100
    : (100 * sorted.filter((value) => value <= limit).length) / sorted.length;
