import type { Evidence } from './evidence.ts';
import { countBeyondLimit, countDuplicateEffects, countMismatch } from './same-story.ts';
import { countOversold, countUndersold } from './stock-faults.ts';

export const faultKinds = [
  'oversold',
  'undersold',
  'counter mismatch',
  'duplicate effects',
  'beyond the limit',
  'unanswered',
  'holds without an end',
  'drift',
] as const;
export type FaultKind = (typeof faultKinds)[number];

/** One thing that must not be: how often it was, and in words what it is. */
export type Fault = { kind: FaultKind; count: number; sentence: string };

/** Judges a run: every kind of fault with its count. All counts 0 means that every pair was sold exactly once. */
export function judge(evidence: Evidence): Fault[] {
  const unanswered = evidence.entries.reduce(
    (sum, { outcome, unansweredRepeats }) => sum + (outcome ? 0 : 1) + unansweredRepeats,
    0,
  );
  const endless = evidence.holds.filter(({ ends }) => ends.length === 0).length;
  const { drift } = evidence;
  const faults: Record<FaultKind, [count: number, sentence: string]> = {
    oversold: [countOversold(evidence), 'pairs were sold or held beyond the stock'],
    undersold: [
      countUndersold(evidence),
      'pairs are lost, stuck, or were refused to somebody while they were free',
    ],
    'counter mismatch': [
      countMismatch(evidence),
      'purchases differ between the counters, the answers and what shoppers find among their own ' +
        '(unless somebody else shopped in this drop too)',
    ],
    'duplicate effects': [
      countDuplicateEffects(evidence),
      'commands had two different answers or reservations ended twice',
    ],
    'beyond the limit': [countBeyondLimit(evidence), 'shoppers have more pairs than they may'],
    unanswered: [unanswered, 'commands were never answered'],
    'holds without an end': [endless, 'reservations never ended, though their time is over'],
    drift:
      drift === undefined
        ? [
            1,
            'audit is missing: the store’s auditor did not look after the end (is the worker up?)',
          ]
        : [Math.abs(drift), 'is what the store’s own auditor finds that does not add up'],
  };
  return faultKinds.map((kind) => {
    const [count, sentence] = faults[kind];
    return { kind, count, sentence: `${count} ${sentence}` };
  });
}
