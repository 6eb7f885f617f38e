import { isDeepStrictEqual } from 'node:util';
import { toOutcome } from '@lastpair/contracts';
import type { HistoryLine } from '../history.ts';
import type { Book } from './books.ts';
import type { Moments } from './replay-log.ts';
import type { Violations } from './violations.ts';

/** Pages only ever go forward, show nothing that never was, and end as the database does. */
export function checkViews(
  history: readonly HistoryLine[],
  books: readonly Book[],
  moments: ReadonlyMap<string, Moments>,
  violations: Violations,
): number {
  const last = new Map<number, { dropId: string; seq: number }>();
  let views = 0;
  for (const line of history) {
    if (line.what !== 'view') continue;
    views += 1;
    const { watcher, dropId, seq } = line;
    const before = last.get(watcher)?.seq ?? -1;
    if (seq <= before)
      violations.add('a view that went back', `watcher ${watcher}: ${before} to ${seq}`);
    last.set(watcher, { dropId, seq });
    const moment = moments.get(dropId)?.[seq];
    const bySize = new Map(moment?.sizes.map((shown) => [shown[0], shown]));
    if (!moment || line.sizes.some((shown) => !isDeepStrictEqual(shown, bySize.get(shown[0])))) {
      violations.add(
        'a view of what never was',
        `${dropId.slice(-6)} at ${seq}: ${JSON.stringify(line.sizes)}, not ${JSON.stringify(moment?.sizes)}`,
      );
    }
  }
  const seqs = new Map(books.map(({ dropId, seq }) => [dropId, seq]));
  for (const [watcher, { dropId, seq }] of last) {
    if (seq !== seqs.get(dropId)) {
      violations.add(
        'a page that did not end up to date',
        `watcher ${watcher} of ${dropId.slice(-6)}: ${seq}, not ${seqs.get(dropId)}`,
      );
    }
  }
  return views;
}

/** Whoever listens hears each of their outcomes once, in the order of each drop, as the log has it. */
export function checkOwnOutcomes(
  history: readonly HistoryLine[],
  books: readonly Book[],
  listeners: ReadonlySet<string>,
  violations: Violations,
): number {
  const logged = new Map<string, Map<string, string>>();
  for (const { dropId, log } of books) {
    for (const { seq, commandId, who, result } of log) {
      if (!listeners.has(who)) continue;
      const own = logged.get(who) ?? new Map<string, string>();
      logged.set(who, own);
      own.set(commandId, JSON.stringify(toOutcome({ commandId, dropId, seq, decision: result })));
    }
  }
  const dropOf = new Map(
    books.flatMap(({ dropId, log }) => log.map(({ commandId }) => [commandId, dropId])),
  );
  const position = new Map<string, number>();
  let heard = 0;
  for (const line of history) {
    if (line.what !== 'heard') continue;
    heard += 1;
    const { who, outcome } = line;
    const { commandId, seq = 0 } = outcome;
    const place = `${who} ${dropOf.get(commandId)}`;
    const before = position.get(place) ?? 0;
    const wrong = (what: string): void =>
      violations.add('a stream with a gap or a repeat', `${commandId}: ${what}`);
    if (seq <= before) wrong(`seq ${seq} after ${before}`);
    position.set(place, seq);
    const said = logged.get(who)?.get(commandId);
    if (said === undefined) wrong('heard twice, or not in the log');
    else if (said !== JSON.stringify(outcome)) wrong(`${JSON.stringify(outcome)}, not ${said}`);
    logged.get(who)?.delete(commandId);
  }
  for (const [who, left] of logged) {
    for (const commandId of left.keys()) {
      violations.add('a stream with a gap or a repeat', `${commandId}: ${who} did not hear of it`);
    }
  }
  return heard;
}
