import type { HistoryLine } from '../history.ts';
import type { Told } from './check-answers.ts';
import type { Violations } from './violations.ts';

/** How soon everything must be well again after any one fault, and answered once the store is able to. */
const WELL_WITHIN_MS = 10_000;
const ANSWERED_WITHIN_MS = 15_000;

/** One fault as it went. Times are of the history. */
export type StruckFault = {
  kind: string;
  detail: string;
  struckAt: number;
  liftedAt: number;
  recoveryMs: number;
};

/** Faults in the order in which they struck. */
export function gatherFaults(
  history: readonly HistoryLine[],
  violations: Violations,
): StruckFault[] {
  const faults: StruckFault[] = [];
  for (const line of history) {
    if (line.what !== 'fault') continue;
    const { t, kind, phase, detail } = line;
    const latest = faults.at(-1);
    if (phase === 'struck') {
      faults.push({ kind, detail, struckAt: t, liftedAt: Infinity, recoveryMs: Infinity });
    } else if (latest && phase === 'lifted') Object.assign(latest, { liftedAt: t, detail });
    else if (latest) latest.recoveryMs = Number(detail);
  }
  for (const { kind, detail, recoveryMs } of faults) {
    if (recoveryMs <= WELL_WITHIN_MS) continue;
    violations.add('not well again within 10 s', `${kind} (${detail}): ${recoveryMs} ms`);
  }
  return faults;
}

/** How long people waited for answers, as they felt it and from when the store could give them. */
export type Waits = {
  /** Each in milliseconds, sorted. */
  felt: number[];
  able: number[];
};

/**
 * A wait counts from the ask and, as far as the store is concerned, from the end of the last fault that lasted while
 * somebody waited.
 */
export function measureWaits(
  told: Iterable<[id: string, wait: Pick<Told, 'firstAskAt' | 'answeredAt'>]>,
  faults: readonly StruckFault[],
  violations: Violations,
): Waits {
  const felt: number[] = [];
  const able: number[] = [];
  for (const [id, { firstAskAt, answeredAt }] of told) {
    if (answeredAt === undefined) continue;
    felt.push(answeredAt - firstAskAt);
    let from = firstAskAt;
    for (const { struckAt, liftedAt } of faults) {
      if (struckAt < answeredAt && liftedAt > firstAskAt) from = Math.max(from, liftedAt);
    }
    const wait = Math.max(0, answeredAt - from);
    able.push(wait);
    if (wait > ANSWERED_WITHIN_MS) {
      violations.add('not answered within 15 s of being able to', `${id}: ${wait} ms`);
    }
  }
  return { felt: felt.toSorted((a, b) => a - b), able: able.toSorted((a, b) => a - b) };
}
