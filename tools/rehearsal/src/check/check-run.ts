import type { OrderStatus } from '@lastpair/contracts';
import type { HistoryLine } from '../history.ts';
import type { Book } from './books.ts';
import { checkAnswers, gatherTold } from './check-answers.ts';
import { checkOrders, gatherCheckouts } from './check-orders.ts';
import type { OrderBook } from './check-orders.ts';
import { gatherFaults, measureWaits } from './check-faults.ts';
import type { StruckFault, Waits } from './check-faults.ts';
import { checkOwnOutcomes, checkViews } from './check-streams.ts';
import { replayLog } from './replay-log.ts';
import { collectViolations } from './violations.ts';
import type { Violations } from './violations.ts';

/** What a run came to. */
export type Verdict = {
  commands: number;
  sends: number;
  logRows: number;
  views: number;
  heard: number;
  timedOut: number;
  /** How many orders ended in each way. */
  orders: Map<OrderStatus, number>;
  faults: StruckFault[];
  waits: Waits;
  /** How late reservations expired, in milliseconds, sorted. */
  expiryLateness: number[];
  violations: ReturnType<Violations['list']>;
};

/** Judges a run by its history and the tables alone. */
export function checkRun(options: {
  history: readonly HistoryLine[];
  books: readonly Book[];
  orders: readonly OrderBook[];
  deadLetters: number;
  drift: number;
  /** Who listened to their own outcomes from the very first to the end. */
  listeners: ReadonlySet<string>;
}): Verdict {
  const { history, books, orders, deadLetters, drift, listeners } = options;
  const violations = collectViolations();
  const moments = new Map(books.map((book) => [book.dropId, replayLog(book, violations)]));
  const told = gatherTold(history);
  checkAnswers(told, books, violations);
  const checkouts = gatherCheckouts(history);
  checkOrders(history, checkouts, orders, books, violations);
  const views = checkViews(history, books, moments, violations);
  const heard = checkOwnOutcomes(history, books, listeners, violations);
  const faults = gatherFaults(history, violations);
  const waits = measureWaits([...told, ...checkouts], faults, violations);
  if (drift !== 0) violations.add('drift', String(drift));
  if (deadLetters !== 0) violations.add('dead letters', String(deadLetters));

  const rows = books.flatMap(({ log }) => log);
  return {
    commands: told.size,
    sends: history.filter(({ what }) => what === 'ask').length,
    logRows: rows.length,
    views,
    heard,
    timedOut: rows.filter(({ result }) => 'reason' in result && result.reason === 'timed_out')
      .length,
    orders: countBy(orders),
    faults,
    waits,
    expiryLateness: rows
      .flatMap(({ result, decidedAt }) =>
        result.status === 'accepted' && result.event.type === 'expired'
          ? [decidedAt - result.event.expiresAt]
          : [],
      )
      .toSorted((a, b) => a - b),
    violations: violations.list(),
  };
}

function countBy(orders: readonly OrderBook[]): Map<OrderStatus, number> {
  const counts = new Map<OrderStatus, number>();
  for (const { status } of orders) counts.set(status, (counts.get(status) ?? 0) + 1);
  return counts;
}
