import { roundFor } from '../measure/blocks.ts';
import type { Judged, Verdict } from '../measure/judge.ts';

/** Verdicts as people read them. */
export const verdictWords: Record<Verdict, string> = {
  aim: 'reached',
  floor: 'held',
  missed: 'MISSED',
  noisy: 'noisy',
  told: 'not judged',
  'not run': 'not run',
};

const unitOf = (goal: Judged): string => (goal.against ? 'x' : ` ${goal.unit ?? ''}`);
const amount = (goal: Judged, value: number): string => `${roundFor(value)}${unitOf(goal)}`;

/** What a goal is about. */
export const goalWords = (goal: Judged): string =>
  goal.against ? `${goal.what}: ${goal.of} by ${goal.against}` : `${goal.what}: ${goal.of}`;

/** What was wanted: the floor and the aim. */
export function wantedWords(goal: Judged): string {
  const sign = goal.against || goal.better === 'more' ? '≥' : '≤';
  return `${sign} ${amount(goal, goal.floor)} (${amount(goal, goal.aim)})`;
}

/** What was found: the median, and from the least to the most. */
export const foundWords = (goal: Judged): string =>
  goal.verdict === 'not run'
    ? '-'
    : `${amount(goal, goal.median)} (${roundFor(goal.min)} to ${roundFor(goal.max)})`;
