/** Milliseconds. */
export type Latency = { count: number; p50: number; p95: number; p99: number; max: number };

/** The smallest value that at least `percent` percent of the sorted values do not exceed; 0 of none. */
export function percentile(sorted: Float64Array | readonly number[], percent: number): number {
  if (sorted.length === 0) return 0;
  const rank = Math.ceil((percent / 100) * sorted.length);
  return sorted[Math.min(sorted.length, Math.max(1, rank)) - 1]!;
}

/** Sums latencies up. */
export function summarize(values: Iterable<number>): Latency {
  const sorted = Float64Array.from(values).toSorted();
  return {
    count: sorted.length,
    p50: percentile(sorted, 50),
    p95: percentile(sorted, 95),
    p99: percentile(sorted, 99),
    max: percentile(sorted, 100),
  };
}
