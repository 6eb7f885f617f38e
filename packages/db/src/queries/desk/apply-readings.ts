import { PACE_HALF_LIFE, paceOf } from '@lastpair/contracts';
import type { hear, markOf, ShelfState } from '@lastpair/domain/desk';
import type { Transaction } from '../../connect.ts';
import { writeAlerts } from './alerts.ts';
import type { RaisedAlert } from './alerts.ts';
import { keyOf, lockShelves, nextSeq, writeShelves } from './lock-shelves.ts';
import type { AppliedReading, ChangedShelf, LoadedShelf, ShelfKey } from './lock-shelves.ts';
import { takeJudging, writeMarks } from './thresholds.ts';

/** The desk's seq after it, and how many calls to the webhook it has put into the outbox. */
export type AppliedToDesk = { seq: number; calls: number };

/**
 * Applies readings in one transaction, by the rule `hear`: shelves are locked, folded and written, with the history and the
 * alerts that begin or end. `moved` says that the desk itself moved what is gone.
 */
export async function applyReadings(
  trx: Transaction,
  readings: readonly AppliedReading[],
  rules: { hear: typeof hear },
  moved = false,
): Promise<AppliedToDesk> {
  // In one order everywhere, so that nobody waits for one another.
  const keys = [...new Map(readings.map((reading) => [keyOf(reading), reading])).values()].toSorted(
    (a, b) => a.storeId - b.storeId || a.modelId - b.modelId,
  );
  const loaded = await lockShelves(trx, keys);
  const states = new Map<string, ShelfState>();
  for (const reading of readings.toSorted((a, b) => a.stamp - b.stamp)) {
    const key = keyOf(reading);
    const { state, limits } = loaded.get(key)!;
    const how = { limits, halfLife: PACE_HALF_LIFE, moved };
    states.set(key, rules.hear(states.get(key) ?? state, reading, how));
  }
  const changed = keys.flatMap(({ storeId, modelId }): ChangedShelf[] => {
    const state = states.get(keyOf({ storeId, modelId }))!;
    return state === loaded.get(keyOf({ storeId, modelId }))!.state
      ? []
      : [{ storeId, modelId, state }];
  });
  const seq = await writeShelves(trx, changed, readings);
  return { seq, calls: await tellAlerts(trx, seq, changed, loaded) };
}

/** Some of the shelves whose limits have changed are judged anew, by the rule `markOf`. Undefined when none are left. */
export async function judgeShelves(
  trx: Transaction,
  limit: number,
  rules: { markOf: typeof markOf },
): Promise<AppliedToDesk | undefined> {
  const judging = await takeJudging(trx, limit);
  if (!judging) return undefined;
  const loaded = await lockShelves(trx, judging.keys);
  const changed = judging.keys.flatMap((key): ChangedShelf[] => {
    const { state, limits } = loaded.get(keyOf(key))!;
    if (!state) return [];
    const mark = rules.markOf(state.mark, state.inventory, limits);
    return mark === state.mark ? [] : [{ ...key, state: { ...state, mark } }];
  });
  const seq = await nextSeq(trx);
  await writeMarks(
    trx,
    changed.map(({ state, ...key }) => ({ ...key, mark: state.mark })),
  );
  return { seq, calls: await tellAlerts(trx, seq, changed, loaded) };
}

/** Writes the alerts that go with shelves whose mark has changed. Gives how many calls that makes. */
async function tellAlerts(
  trx: Transaction,
  seq: number,
  changed: readonly ChangedShelf[],
  loaded: ReadonlyMap<string, LoadedShelf>,
): Promise<number> {
  const raised: RaisedAlert[] = [];
  const cleared: ShelfKey[] = [];
  for (const { state, ...key } of changed) {
    const { state: before, limits } = loaded.get(keyOf(key))!;
    const { mark } = state;
    if (mark === (before?.mark ?? 'ok')) continue;
    if (before && before.mark !== 'ok') cleared.push(key);
    if (mark === 'ok') continue;
    raised.push({
      ...key,
      kind: mark,
      limit: limits[mark] ?? 0,
      inventory: state.inventory,
      ...paceOf(state, state.inventory, state.stamp),
    });
  }
  if (raised.length + cleared.length === 0) return 0;
  return writeAlerts(trx, seq, { raised, cleared });
}
