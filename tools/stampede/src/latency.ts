import { build } from 'hdr-histogram-js';

/** Longer than anything is waited for here. */
const HIGHEST_US = 600_000_000;

/** How long `count` things took, in milliseconds; all 0 when there were none. */
export type Latency = { count: number; p50: number; p95: number; p99: number; max: number };

/** Sums up durations in milliseconds, to three digits. */
export function latencyOf(durationsMs: Iterable<number>): Latency {
  const histogram = build({
    bitBucketSize: 64,
    lowestDiscernibleValue: 1,
    highestTrackableValue: HIGHEST_US,
    numberOfSignificantValueDigits: 3,
  });
  for (const ms of durationsMs) {
    histogram.recordValue(Math.min(HIGHEST_US, Math.max(0, Math.round(ms * 1_000))));
  }
  const count = histogram.totalCount;
  const at = (percentile: number): number =>
    count === 0 ? 0 : histogram.getValueAtPercentile(percentile) / 1_000;
  return { count, p50: at(50), p95: at(95), p99: at(99), max: at(100) };
}
