import { WATCH_MODELS, WATCH_STORES, toInstant } from '@lastpair/contracts';
import type { DeskEvent } from '@lastpair/contracts';
import {
  readAlerts,
  readDeskSeq,
  readFirstIds,
  readNamed,
  readTransfers,
  readWindow,
} from '@lastpair/db';
import type { Database } from '@lastpair/db';
import { createLatest } from '../streams/inbox.ts';
import type { DeskChanges, DeskHub } from './desk-hub.ts';

const OPEN_MAXIMUM = 100;

type Axis = {
  table: 'store' | 'model';
  /** Those that are watched; new ones are let in up to `maximum` unless they were chosen. */
  ids: Set<number>;
  chosen: boolean;
  maximum: number;
};

/**
 * The desk as it changes, in a window of stores and models: all there is in it, unless the reader has it (`lastSeq`), and
 * then what changes. A reader that is slow gets fewer and larger events.
 */
export async function* watchDesk(options: {
  db: Database;
  hub: DeskHub;
  storeIds: number[] | undefined;
  modelIds: number[] | undefined;
  lastSeq: number | undefined;
  signal: AbortSignal;
}): AsyncGenerator<DeskEvent, void, void> {
  const { db, hub, lastSeq, signal } = options;
  const latest = createLatest<true>();
  // Listen first, then read: what changes in between is told twice rather than never.
  const stopWatching = hub.watch(() => latest.push(true));
  try {
    const stores = openAxis('store', options.storeIds, WATCH_STORES);
    const models = openAxis('model', options.modelIds, WATCH_MODELS);
    let missed: DeskChanges | undefined;
    if (lastSeq !== undefined) {
      // Before the changes are read: whoever is let in here and is new is among them, so that the names are sent.
      await fill(db, [stores, models]);
      missed = await hub.changesSince(lastSeq);
    }
    let seq: number;
    if (missed) {
      seq = missed.seq;
      // Which stores and models the reader knows is not known here.
      const event = await toEvent(db, missed, stores, models);
      const named = await readNames(db, stores, models);
      if (missed.seq !== lastSeq) yield { ...event, ...named };
    } else {
      const snapshot = await readSnapshot(db, hub, stores, models);
      ({ seq } = snapshot);
      yield snapshot;
    }
    for await (const _ of latest.read(signal)) {
      const changes = await hub.changesSince(seq);
      if (!changes) {
        const snapshot = await readSnapshot(db, hub, stores, models);
        ({ seq } = snapshot);
        yield snapshot;
      } else if (changes.seq > seq) {
        ({ seq } = changes);
        yield await toEvent(db, changes, stores, models);
      }
    }
  } finally {
    stopWatching();
  }
}

const openAxis = (table: Axis['table'], chosen: number[] | undefined, maximum: number): Axis => ({
  table,
  ids: new Set(chosen),
  chosen: chosen !== undefined,
  maximum,
});

/** Lets in what there is now, as far as there is room. */
async function fill(db: Database, axes: readonly Axis[]): Promise<void> {
  const open = axes.filter(({ chosen }) => !chosen);
  await Promise.all(
    open.map(async (axis) => letIn(axis, await readFirstIds(db, axis.table, axis.maximum))),
  );
}

const readNames = async (db: Database, stores: Axis, models: Axis) => ({
  stores: await readNamed(db, 'store', [...stores.ids]),
  models: await readNamed(db, 'model', [...models.ids]),
});

async function readSnapshot(
  db: Database,
  hub: DeskHub,
  stores: Axis,
  models: Axis,
): Promise<DeskEvent> {
  // The seq is read first: a store that is new after it comes with the changes, one that was new before is let in here.
  const { seq, now } = await readDeskSeq(db);
  await fill(db, [stores, models]);
  const [whole, named, shelves, alerts, transfers] = await Promise.all([
    hub.totals(),
    readNames(db, stores, models),
    readWindow(db, [...stores.ids], [...models.ids]),
    readAlerts(db, { status: 'open', limit: OPEN_MAXIMUM }),
    readTransfers(db, { status: 'open', limit: OPEN_MAXIMUM }),
  ]);
  return {
    kind: 'snapshot',
    seq,
    serverTime: toInstant(Math.floor(now / 1_000)),
    ...whole,
    ...named,
    shelves,
    alerts: alerts.items,
    transfers: transfers.items,
  };
}

/** What of the changes is in the window, and the names of stores and models that came into it. */
async function toEvent(
  db: Database,
  changes: DeskChanges,
  stores: Axis,
  models: Axis,
): Promise<DeskEvent> {
  const freshStores = letIn(
    stores,
    changes.shelves.map(({ storeId }) => storeId),
  );
  const freshModels = letIn(
    models,
    changes.shelves.map(({ modelId }) => modelId),
  );
  return {
    kind: 'changes',
    seq: changes.seq,
    serverTime: toInstant(Math.floor(changes.now / 1_000)),
    totals: changes.totals,
    taps: changes.taps,
    stores: await readNamed(db, 'store', freshStores),
    models: await readNamed(db, 'model', freshModels),
    shelves: changes.shelves.filter(
      ({ storeId, modelId }) => stores.ids.has(storeId) && models.ids.has(modelId),
    ),
    alerts: changes.alerts,
    transfers: changes.transfers,
  };
}

/** Lets those into the window for whom there is room, and gives them. */
function letIn(axis: Axis, ids: readonly number[]): number[] {
  if (axis.chosen) return [];
  const fresh: number[] = [];
  for (const id of ids) {
    if (axis.ids.has(id) || axis.ids.size >= axis.maximum) continue;
    axis.ids.add(id);
    fresh.push(id);
  }
  return fresh;
}
