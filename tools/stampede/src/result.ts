import type { View } from '@lastpair/contracts';
import type { Evidence } from './evidence.ts';
import { LAG_LIMIT_MS } from './lag.ts';
import { latencyOf } from './latency.ts';
import type { Latency } from './latency.ts';
import type { Hold } from './holds.ts';
import type { AskKind, LedgerEntry } from './ledger.ts';
import type { Sale } from './sale.ts';
import type { Scene } from './scene.ts';
import { judge } from './verdict.ts';
import type { Fault } from './verdict.ts';

/** Everything a run comes to: what the tables show and what --json prints. */
export type Result = {
  ok: boolean;
  dropId: string;
  seed: number;
  transport: string;
  shoppers: number;
  /** How long the sale took, and how a paced one ended. */
  seconds: number;
  paceEnd: string | undefined;
  answers: { kind: AskKind; answer: string; count: number }[];
  /** Click to outcome; for expiry: deadline to word. */
  latencyMs: Record<AskKind | 'expiry', Latency>;
  pairs: { total: number; sold: number; held: number; available: number };
  faults: Fault[];
  log: { known: number; expected: number };
  views: number;
  troubles: { code: string; count: number; message: string }[];
  generator: { lagMs: Latency; tooSlow: boolean };
};

/** Puts the result of a run together. */
export function resultOf(scene: Scene, sale: Sale, evidence: Evidence, view: View): Result {
  const { options, lag, troubles, stock, ledger } = scene;
  const { replay } = evidence;
  const faults = judge(evidence);
  const lagMs = lag.sum();
  const total = (pick: (size: View['sizes'][number]) => number | null): number =>
    view.sizes.reduce((sum, size) => sum + (pick(size) ?? 0), 0);
  return {
    ok: faults.every(({ count }) => count === 0),
    dropId: scene.dropId,
    seed: options.seed,
    transport: options.transport,
    shoppers: options.shoppers,
    seconds: sale.seconds,
    paceEnd: sale.paceEnd,
    answers: countAnswers(ledger.entries()),
    latencyMs: {
      reserve: latencyOf(waitsFor('reserve', evidence.entries)),
      purchase: latencyOf(waitsFor('purchase', evidence.entries)),
      release: latencyOf(waitsFor('release', evidence.entries)),
      expiry: latencyOf(expiryDelays(evidence.holds)),
    },
    pairs: {
      total: total((size) => size.total),
      sold: total((size) => size.sold),
      held: total((size) => size.reserved),
      available: total((size) => size.available),
    },
    faults,
    log: { known: replay.known, expected: replay.expected },
    views: stock.seen().views,
    troubles: troubles.counts(),
    generator: { lagMs, tooSlow: lagMs.max > LAG_LIMIT_MS },
  };
}

/** How often each kind of command had each answer, in the order of kinds, the most frequent first. */
export function countAnswers(entries: readonly LedgerEntry[]): Result['answers'] {
  const kinds: AskKind[] = ['reserve', 'purchase', 'release'];
  return kinds.flatMap((kind) => {
    const ofKind = entries.filter(({ ask }) => ask.kind === kind);
    return [...Map.groupBy(ofKind, answerOf)]
      .map(([answer, same]) => ({ kind, answer, count: same.length }))
      .toSorted((one, other) => other.count - one.count);
  });
}

function answerOf({ outcome, givenUp }: LedgerEntry): string {
  if (!outcome) return `none: ${givenUp ?? 'still waiting'}`;
  return outcome.reason ? `${outcome.status}: ${outcome.reason}` : outcome.status;
}

const waitsFor = (kind: AskKind, entries: readonly LedgerEntry[]): number[] =>
  entries.flatMap(({ ask, scheduledAt, answeredAt }) =>
    ask.kind === kind && answeredAt !== undefined ? [answeredAt - scheduledAt] : [],
  );

const expiryDelays = (holds: readonly Hold[]): number[] =>
  holds.flatMap(({ expiredLateMs }) => (expiredLateMs === undefined ? [] : [expiredLateMs]));
