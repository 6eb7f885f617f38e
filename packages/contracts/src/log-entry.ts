import type { CommandKind } from './command.ts';
import { toOutcome } from './outcome.ts';
import type { Decision, Outcome } from './outcome.ts';

/** One row of a drop's log: who asked what, and what was decided of it. */
export type LogRow = {
  dropId: string;
  seq: number;
  commandId: string;
  kind: CommandKind;
  shopperId: string;
  payload: string;
  /** In epoch milliseconds. */
  decidedAt: number;
  decision: Decision;
};

/** A row of the log with the public answer instead of the rules' own words. */
export type LogEntry = Omit<LogRow, 'decision'> & { outcome: Outcome };

/** A row as it is told. */
export const toLogEntry = (row: LogRow): LogEntry => ({
  dropId: row.dropId,
  seq: row.seq,
  commandId: row.commandId,
  kind: row.kind,
  shopperId: row.shopperId,
  payload: row.payload,
  decidedAt: row.decidedAt,
  outcome: toOutcome(row),
});
