import { isDeepStrictEqual } from 'node:util';
import { toOutcome } from '@lastpair/contracts';
import type { Outcome } from '@lastpair/contracts';
import type { Asked, HistoryLine } from '../history.ts';
import type { Book, LogRow } from './books.ts';
import type { Violations } from './violations.ts';

/** One command of the history, however often it was sent. */
export type Told = {
  asked: Asked[];
  outcomes: { payload: string; outcome: Outcome }[];
  conflicts: string[];
  done: boolean;
  firstAskAt: number;
  answeredAt: number | undefined;
};

/** Brings together what was asked and answered under each id. */
export function gatherTold(history: readonly HistoryLine[]): Map<string, Told> {
  const told = new Map<string, Told>();
  for (const line of history) {
    if (line.what === 'ask') {
      const known = told.get(line.id);
      if (known) known.asked.push(line);
      else {
        told.set(line.id, {
          asked: [line],
          outcomes: [],
          conflicts: [],
          done: false,
          firstAskAt: line.t,
          answeredAt: undefined,
        });
      }
      continue;
    }
    const id = line.what === 'heard' ? line.outcome.commandId : 'id' in line ? line.id : undefined;
    const known = id === undefined ? undefined : told.get(id);
    if (!known) continue;
    if (line.what === 'answer') known.outcomes.push(line);
    else if (line.what === 'conflict') known.conflicts.push(line.payload);
    else if (line.what === 'done') known.done = true;
    else if (line.what !== 'heard') continue;
    known.answeredAt ??= line.t;
  }
  return told;
}

/** Every answer that anybody got must be the one row that the log has of that id, and every ask must have one. */
export function checkAnswers(
  told: ReadonlyMap<string, Told>,
  books: readonly Book[],
  violations: Violations,
): void {
  const rows = new Map<string, { dropId: string; row: LogRow }>();
  for (const { dropId, log } of books) {
    for (const row of log) {
      if (rows.has(row.commandId)) violations.add('an id decided twice', row.commandId);
      rows.set(row.commandId, { dropId, row });
    }
  }
  for (const [id, command] of told) {
    const { asked, outcomes, conflicts, done, answeredAt } = command;
    const found = rows.get(id);
    const what = `${asked[0]!.kind} ${id}`;
    if (answeredAt === undefined) violations.add('never answered', what);
    const first = outcomes[0]?.outcome;
    if (outcomes.some(({ outcome }) => !isDeepStrictEqual(outcome, first))) {
      violations.add('two answers to one id', `${what}: ${JSON.stringify(outcomes)}`);
    }
    if (!found) {
      if (first || done)
        violations.add('an answer that is not in the log', `${what}: ${JSON.stringify(first)}`);
      continue;
    }
    const logged = toOutcome({
      commandId: id,
      dropId: found.dropId,
      seq: found.row.seq,
      decision: found.row.result,
    });
    if (first && !sameAnswer(first, logged)) {
      violations.add(
        'an answer that is not in the log',
        `${what}: ${JSON.stringify(first)}, and not ${JSON.stringify(logged)}`,
      );
    }
    if (done && logged.status !== 'accepted') {
      violations.add('an answer that is not in the log', `${what}: done, and not ${logged.reason}`);
    }
    if (outcomes.some(({ payload }) => payload !== found.row.payload)) {
      violations.add('two answers to one id', `${what}: an outcome for another payload`);
    }
    if (conflicts.includes(found.row.payload)) {
      violations.add('an id conflict that was none', what);
    }
  }
}

const sameAnswer = (answer: Outcome, logged: Outcome): boolean =>
  isDeepStrictEqual({ ...answer, ahead: undefined }, { ...logged, ahead: undefined });
