import type { Verdict } from '../check/check-run.ts';
import { violationKinds } from '../check/violations.ts';
import { percentile, shareWithin } from './percentile.ts';

/** A table as text: a head, and rows of cells. */
export type Summary = { head: string[]; rows: string[][] };

const number = (value: number): string => Math.round(value).toLocaleString('en-US');
const percent = (value: number): string => `${value.toFixed(value === 100 ? 0 : 2)} %`;

/** What was done and how long people waited. */
export function figuresOf(verdict: Verdict): Summary {
  const { waits, expiryLateness: late } = verdict;
  const within = (sorted: number[]): string =>
    `${percent(shareWithin(sorted, 5_000))} in 5 s, ${percent(shareWithin(sorted, 15_000))} in 15 s`;
  const spread = (sorted: number[]): string =>
    [0.5, 0.99, 1].map((share) => number(percentile(sorted, share))).join(' / ');
  return {
    head: ['figure', 'value'],
    rows: [
      ['commands', number(verdict.commands)],
      ['sent, repeats included', number(verdict.sends)],
      ['rows of the log', number(verdict.logRows)],
      ['views and own outcomes checked', `${number(verdict.views)} and ${number(verdict.heard)}`],
      [
        'orders',
        [...verdict.orders].map(([status, count]) => `${number(count)} ${status}`).join(', '),
      ],
      [
        'faults',
        `${verdict.faults.length} of ${new Set(verdict.faults.map(({ kind }) => kind)).size} kinds`,
      ],
      ['violations', number(verdict.violations.length)],
      ['refused as timed_out', number(verdict.timedOut)],
      ['answered, from the ask', within(waits.felt)],
      ['answered, from the end of a fault', within(waits.able)],
      ['wait p50 / p99 / max, ms', spread(waits.felt)],
      ['expiry late p50 / p99 / max, ms', spread(late)],
    ],
  };
}

/** Each kind of fault, how often it struck, and how long the store took to be well again. */
export function faultsOf({ faults }: Verdict): Summary {
  const kinds = [...new Set(faults.map(({ kind }) => kind))].toSorted();
  return {
    head: ['fault', 'struck', 'well again p50, ms', 'max, ms'],
    rows: kinds.map((kind) => {
      const times = faults
        .filter((fault) => fault.kind === kind)
        .map(({ recoveryMs }) => recoveryMs)
        .toSorted((a, b) => a - b);
      return [
        kind,
        String(times.length),
        number(percentile(times, 0.5)),
        number(times.at(-1) ?? 0),
      ];
    }),
  };
}

/** What must never be, and how often it was. */
export const violationsOf = ({ violations }: Verdict): Summary => ({
  head: ['must be 0', ''],
  rows: violationKinds.map((kind) => [
    kind,
    number(violations.filter((violation) => violation.kind === kind).length),
  ]),
});
