import { STATUS } from '../generator/lines.ts';
import type { RunResult, ViewsResult } from '../generator/messages.ts';

/**
 * How old the stock was that screens showed, at worst and in milliseconds: from when the first change that a screen did not
 * show was known to anybody until the screen was shown it or something newer.
 */
export function worstAge(results: readonly RunResult[], views: readonly ViewsResult[]): number {
  const knownAt = new Map<number, number>();
  for (const { seq, status, answeredAt } of results) {
    for (const [k, at] of answeredAt.entries()) {
      if (status[k] !== STATUS.accepted) continue;
      const known = knownAt.get(seq[k]!);
      if (known === undefined || at < known) knownAt.set(seq[k]!, at);
    }
  }
  const accepted = Float64Array.from(knownAt.keys()).toSorted();
  let worst = 0;
  for (const { line, seq, at } of views) {
    const shown = new Map<number, number>();
    for (const [index, when] of at.entries()) {
      const before = shown.get(line[index]!);
      shown.set(line[index]!, seq[index]!);
      if (before === undefined || before === seq[index]) continue;
      const missed = firstAbove(accepted, before);
      if (missed === undefined || missed > seq[index]!) continue;
      worst = Math.max(worst, when - knownAt.get(missed)!);
    }
  }
  return worst;
}

/** The first of the sorted numbers that is larger. */
function firstAbove(sorted: Float64Array, than: number): number | undefined {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle]! > than) high = middle;
    else low = middle + 1;
  }
  return sorted[low];
}
