import { isDeepStrictEqual } from 'node:util';
import type { Outcome } from '@lastpair/contracts';
import { within } from './within.ts';

/** What a shopper asks of the store. */
export type Ask = { commandId: string; size: string } & (
  | { kind: 'reserve' }
  | { kind: 'purchase' | 'release'; reservationId: string }
);
export type AskKind = Ask['kind'];

/** One command, and everything the store said of it. Times are of `performance.now()`. */
export type LedgerEntry = {
  ask: Ask;
  /** Index of the shopper. */
  shopper: number;
  /** When it was due, whether or not this process was in time to send it then. */
  scheduledAt: number;
  answeredAt: number | undefined;
  /** The first final answer. */
  outcome: Outcome | undefined;
  /** How many later answers said something else. There must be none. */
  contradictions: number;
  /** How often it was sent again without any final answer to that. */
  unansweredRepeats: number;
  /** Why nobody waits for an answer any more. */
  givenUp: string | undefined;
  /** Waits up to `ms` for the answer; true when it is there. */
  answeredWithin(ms: number): Promise<boolean>;
};

/** Every command of a run by its id. */
export type Ledger = {
  write(ask: Ask, shopper: number, scheduledAt: number): LedgerEntry;
  /** Notes an answer. Ignores `queued`, which says nothing yet, and what nobody here asked. */
  note(outcome: Outcome, at: number): void;
  find(commandId: string): LedgerEntry | undefined;
  entries(): readonly LedgerEntry[];
  answered(): number;
};

/** Makes an empty ledger. */
export function createLedger(): Ledger {
  const entries: LedgerEntry[] = [];
  const open = new Map<string, { entry: LedgerEntry; settle: () => void }>();
  let answered = 0;

  return {
    write(ask, shopper, scheduledAt) {
      const { promise, resolve } = Promise.withResolvers<true>();
      const entry: LedgerEntry = {
        ask,
        shopper,
        scheduledAt,
        answeredAt: undefined,
        outcome: undefined,
        contradictions: 0,
        unansweredRepeats: 0,
        givenUp: undefined,
        answeredWithin: async (ms) => (await within(promise, ms)) ?? false,
      };
      entries.push(entry);
      open.set(ask.commandId, { entry, settle: () => resolve(true) });
      return entry;
    },
    note(outcome, at) {
      if (outcome.status === 'queued') return;
      const known = open.get(outcome.commandId);
      if (!known) return;
      const { entry, settle } = known;
      if (entry.outcome) {
        if (!isDeepStrictEqual(entry.outcome, outcome)) entry.contradictions += 1;
        return;
      }
      entry.outcome = outcome;
      entry.answeredAt = at;
      answered += 1;
      settle();
    },
    find: (commandId) => open.get(commandId)?.entry,
    entries: () => entries,
    answered: () => answered,
  };
}
