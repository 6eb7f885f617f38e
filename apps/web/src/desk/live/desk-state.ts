import type {
  Alert,
  DeskEvent,
  DeskTotals,
  Model,
  Shelf,
  Store,
  Tap,
  Trail,
  Transfer,
} from '@lastpair/contracts';
import { TRAIL_LEVELS } from '@lastpair/contracts';
import { laterAlert, laterTransfer } from './later.ts';

/** A shelf's place: store and model. */
export type ShelfKey = `${number}.${number}`;

export const keyOf = ({ storeId, modelId }: { storeId: number; modelId: number }): ShelfKey =>
  `${storeId}.${modelId}`;

/** That a shelf has got more pairs or fewer. `at` is milliseconds on the server's clock. */
export type Move = { id: number; storeId: number; modelId: number; by: number; at: number };

/** What this page knows of the desk: the window that it watches, and what is open. */
export type DeskState = {
  totals: DeskTotals;
  stores: ReadonlyMap<number, Store>;
  models: ReadonlyMap<number, Model>;
  shelves: ReadonlyMap<ShelfKey, Shelf>;
  alerts: ReadonlyMap<string, Alert>;
  transfers: ReadonlyMap<string, Transfer>;
  taps: readonly Tap[];
  /** The latest levels of those shelves that were looked at. */
  trails: ReadonlyMap<ShelfKey, readonly number[]>;
  /** Those of the last minute, oldest first. */
  moves: readonly Move[];
  nextMove: number;
};

export type DeskAction =
  | { kind: 'event'; event: DeskEvent }
  | { kind: 'trails'; trails: readonly Trail[] }
  | { kind: 'alert'; alert: Alert }
  | { kind: 'transfer'; transfer: Transfer }
  | { kind: 'time'; now: number };

const MINUTE_MS = 60_000;
/** A flood must not fill the page's memory; the newest are kept. */
const MOVES_MAXIMUM = 2_000;
/** What is over is kept for a while, so that lists see it end. */
const ENDED_MAXIMUM = 300;

/** The desk after something was heard or done; undefined before the first snapshot. */
export function deskAfter(desk: DeskState | undefined, action: DeskAction): DeskState | undefined {
  if (action.kind === 'event') return afterEvent(desk, action.event);
  if (!desk) return undefined;
  switch (action.kind) {
    case 'trails': {
      const trails = new Map(desk.trails);
      for (const { storeId, modelId, levels } of action.trails) {
        trails.set(keyOf({ storeId, modelId }), levels);
      }
      return { ...desk, trails };
    }
    case 'alert':
      return { ...desk, alerts: withEach(desk.alerts, [action.alert], laterAlert) };
    case 'transfer':
      return { ...desk, transfers: withEach(desk.transfers, [action.transfer], laterTransfer) };
    case 'time': {
      const moves = ofLastMinute(desk.moves, action.now);
      return moves.length === desk.moves.length ? desk : { ...desk, moves };
    }
  }
}

function afterEvent(desk: DeskState | undefined, event: DeskEvent): DeskState {
  const whole = event.kind === 'snapshot';
  const shelves = new Map(whole ? [] : desk?.shelves);
  const trails = new Map(desk?.trails);
  const moves = [...(desk?.moves ?? [])];
  let nextMove = desk?.nextMove ?? 0;
  for (const shelf of event.shelves) {
    const key = keyOf(shelf);
    const before = desk?.shelves.get(key);
    shelves.set(key, shelf);
    if (!before || before.inventory === shelf.inventory) continue;
    const { storeId, modelId, inventory } = shelf;
    const by = inventory - before.inventory;
    moves.push({ id: nextMove, storeId, modelId, by, at: Date.parse(shelf.at) });
    nextMove += 1;
    const line = trails.get(key) ?? [before.inventory];
    // An answer may have told of it already.
    if (line.at(-1) !== inventory) trails.set(key, [...line, inventory].slice(-TRAIL_LEVELS));
  }
  return {
    totals: event.totals,
    stores: withEach(whole ? undefined : desk?.stores, event.stores),
    models: withEach(whole ? undefined : desk?.models, event.models),
    shelves,
    alerts: withEach(whole ? undefined : desk?.alerts, event.alerts, laterAlert),
    transfers: withEach(whole ? undefined : desk?.transfers, event.transfers, laterTransfer),
    taps: event.taps,
    trails,
    moves: ofLastMinute(moves, Date.parse(event.serverTime)),
    nextMove,
  };
}

const ofLastMinute = (moves: readonly Move[], now: number): readonly Move[] =>
  moves.filter(({ at }) => at > now - MINUTE_MS).slice(-MOVES_MAXIMUM);

/** The things with those that came put in by their ids. The very same when nothing came. */
function withEach<Id extends string | number, Thing extends { id: Id; status?: string }>(
  known: ReadonlyMap<Id, Thing> | undefined,
  came: readonly Thing[],
  later: (known: Thing | undefined, came: Thing) => Thing = (_, incoming) => incoming,
): ReadonlyMap<Id, Thing> {
  if (known && came.length === 0) return known;
  const things = new Map(known);
  for (const thing of came) things.set(thing.id, later(things.get(thing.id), thing));
  const ended = [...things.values()].filter(({ status }) => status && isOver(status));
  for (const { id } of ended.slice(0, Math.max(0, ended.length - ENDED_MAXIMUM))) {
    things.delete(id);
  }
  return things;
}

const isOver = (status: string): boolean => ['cleared', 'received', 'cancelled'].includes(status);
