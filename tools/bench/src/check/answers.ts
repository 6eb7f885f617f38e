import { STATUS } from '../generator/lines.ts';
import type { RunResult, Shown, ViewsResult } from '../generator/messages.ts';

/** What the answers of a run say, by command id. */
export type Answers = Map<string, { status: 'accepted' | 'refused'; seq: number }>;

const EXAMPLES = 3;

/** Collects the answers of runs, and says what is wrong with them as they are. */
export function collectAnswers(results: readonly RunResult[]): {
  answers: Answers;
  wrong: string[];
} {
  const answers: Answers = new Map();
  let unanswered = 0;
  let failed = 0;
  for (const { commandIds, status, seq } of results) {
    for (const [k, commandId] of commandIds.entries()) {
      if (status[k] === STATUS.unanswered) unanswered += 1;
      else if (status[k] === STATUS.failed) failed += 1;
      else {
        const said = status[k] === STATUS.accepted ? 'accepted' : 'refused';
        answers.set(commandId, { status: said, seq: seq[k]! });
      }
    }
  }
  const wrong: string[] = [];
  if (unanswered > 0) wrong.push(`${unanswered} commands were never answered`);
  if (failed > 0) wrong.push(`${failed} commands were answered with an error`);
  return { answers, wrong };
}

/** Compares what was answered with what the database has of it. */
export function compareAnswers(
  answers: Answers,
  rows: ReadonlyMap<string, { status: string; seq: number }>,
): string[] {
  const lost: string[] = [];
  const different: string[] = [];
  for (const [commandId, answer] of answers) {
    const row = rows.get(commandId);
    if (!row) lost.push(commandId);
    else if (row.status !== answer.status || row.seq !== answer.seq) different.push(commandId);
  }
  return [
    ...say(lost, 'answers have no row'),
    ...say(different, 'answers say something else than their row'),
  ];
}

/** Who watched and does not show the truth in the end. */
export function findBehind(views: readonly ViewsResult[], { field, value }: Shown): string[] {
  const behind = views.flatMap(({ lastSeq, lastLeft }) =>
    [...(field === 'seq' ? lastSeq : lastLeft)].filter((shown) => shown !== value),
  );
  return say(behind.map(String), `watchers do not show the last state (${field} ${value})`);
}

export const say = (examples: readonly string[], what: string): string[] =>
  examples.length === 0
    ? []
    : [`${examples.length} ${what}, such as ${examples.slice(0, EXAMPLES).join(', ')}`];
