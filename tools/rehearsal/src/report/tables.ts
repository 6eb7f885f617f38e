import Table from 'cli-table3';
import type { Verdict } from '../check/check-run.ts';
import { faultsOf, figuresOf, violationsOf } from './summary.ts';
import type { Summary } from './summary.ts';

const VIOLATIONS_SHOWN = 20;

/** The verdict as tables for people. */
export function tablesOf(verdict: Verdict): string {
  const shown = verdict.violations
    .slice(0, VIOLATIONS_SHOWN)
    .map(({ kind, what }) => `WRONG (${kind}): ${what.slice(0, 600)}`);
  const last =
    verdict.violations.length === 0
      ? 'Nothing was lost, nothing was sold twice, and everybody was told the truth.'
      : `${verdict.violations.length} VIOLATIONS`;
  const summaries = [figuresOf(verdict), faultsOf(verdict), violationsOf(verdict)];
  return [...summaries.map(tableOf), ...shown, last].join('\n');
}

function tableOf({ head, rows }: Summary): string {
  const table = new Table({
    head,
    style: { head: [], border: [] },
    colAligns: head.map((_, index) => (index === 0 ? 'left' : 'right')),
    chars: { mid: '', 'left-mid': '', 'mid-mid': '', 'right-mid': '' },
  });
  table.push(...rows);
  return table.toString();
}
