import { describe, expect, it } from 'vitest';
import { latencyOf } from './latency.ts';

describe('latencyOf', () => {
  it('gives percentiles in milliseconds, to three digits', () => {
    const latency = latencyOf(Array.from({ length: 1_000 }, (_, index) => (index + 1) / 10));
    expect(latency.count).toBe(1_000);
    expect(latency.p50).toBeCloseTo(50, 0);
    expect(latency.p95).toBeCloseTo(95, 0);
    expect(latency.p99).toBeCloseTo(99, 0);
    expect(latency.max).toBeCloseTo(100, 0);
  });

  it('keeps the one slow answer that an average would hide', () => {
    expect(latencyOf([...Array.from({ length: 99 }, () => 1), 5_000]).max).toBeCloseTo(5_000, -1);
  });

  it('is all 0 of nothing', () => {
    expect(latencyOf([])).toEqual({ count: 0, p50: 0, p95: 0, p99: 0, max: 0 });
  });
});
