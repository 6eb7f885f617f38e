import { percentile } from './latency.ts';
import type { Blocks, PlacedSample } from './blocks.ts';

/** What is wanted of a number. With `against`, of its ratio to another variant's in the same block. */
export type Goal = {
  id: string;
  what: string;
  value: string;
  of: string;
  against?: string;
  /** Of ratios: `more` is ours by theirs, `less` is theirs by ours, so that larger is better in both. */
  better: 'more' | 'less';
  /** What must be held, and what is hoped for. For a ratio the least; else the least or the most, by `better`. */
  floor: number;
  aim: number;
  unit?: string;
  /** Only told, not judged: the goal is for another size of run. */
  told?: boolean;
};

export type Verdict = 'aim' | 'floor' | 'missed' | 'noisy' | 'told' | 'not run';

export type Judged = Goal & {
  verdict: Verdict;
  /** One for each block, in order. */
  found: number[];
  median: number;
  min: number;
  max: number;
};

/** The value in the middle; of an even number, the mean of the two there. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((one, other) => one - other);
  const middle = sorted.length / 2;
  return (percentile(sorted, 50) + (sorted[Math.floor(middle)] ?? 0)) / 2;
}

/** Says whether a goal was reached: by the median over blocks. One noisy block and nothing is said. */
export function judge(goal: Goal, { samples, noisy }: Pick<Blocks, 'samples' | 'noisy'>): Judged {
  const found = findValues(goal, samples);
  const summary = {
    ...goal,
    found,
    median: median(found),
    min: Math.min(...found),
    max: Math.max(...found),
  };
  if (found.length === 0) return { ...summary, median: 0, min: 0, max: 0, verdict: 'not run' };
  if (noisy.size > 0) return { ...summary, verdict: 'noisy' };
  if (goal.told) return { ...summary, verdict: 'told' };
  // A ratio is turned round where less is better, so that of ratios more is better.
  const more = goal.against !== undefined || goal.better === 'more';
  const reaches = (wanted: number): boolean =>
    more ? summary.median >= wanted : summary.median <= wanted;
  return {
    ...summary,
    verdict: reaches(goal.aim) ? 'aim' : reaches(goal.floor) ? 'floor' : 'missed',
  };
}

/** The goal's number of each block that has it. */
function findValues(goal: Goal, samples: readonly PlacedSample[]): number[] {
  const valueOf = (block: number, variant: string): number | undefined =>
    samples.find((sample) => sample.block === block && sample.variant === variant)?.values[
      goal.value
    ];
  const blocks = [...new Set(samples.map(({ block }) => block))];
  return blocks.flatMap((block) => {
    const ours = valueOf(block, goal.of);
    if (ours === undefined) return [];
    if (goal.against === undefined) return [ours];
    const theirs = valueOf(block, goal.against);
    if (theirs === undefined) return [];
    const ratio = goal.better === 'more' ? ours / theirs : theirs / ours;
    return Number.isFinite(ratio) ? [ratio] : [];
  });
}
