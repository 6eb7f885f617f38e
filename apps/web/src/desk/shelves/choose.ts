import type { Shelf } from '@lastpair/contracts';
import { keyOf } from '../live/desk-state.ts';
import type { DeskState, ShelfKey } from '../live/desk-state.ts';

/** Which shelves are shown. */
export const shows = ['all', 'alerts', 'low', 'high', 'moved'] as const;
export type Show = (typeof shows)[number];

/** What comes first, of stores and of models alike. */
export const orders = ['name', 'alerts', 'fewest', 'fastest'] as const;
export type Order = (typeof orders)[number];

/** What the shelves of one store or of one model come to. */
export type Sum = { pairs: number; alerts: number; perHour: number; moved: number };

/** A row or a column of the grid. */
export type Line = { id: number; name: string; sum: Sum };

/** The grid: what is in it, in order. Shelves that are not shown are not in `shelves`. */
export type Grid = {
  stores: Line[];
  models: Line[];
  shelves: ReadonlyMap<ShelfKey, Shelf>;
  moved: ReadonlyMap<ShelfKey, number>;
  sum: Sum;
};

export type Choice = { store: string; model: string; show: Show; order: Order };

const nothing = (): Sum => ({ pairs: 0, alerts: 0, perHour: 0, moved: 0 });

/**
 * Makes the grid of a choice. A store or a model without a shelf to show is left out, unless everything is shown: then
 * empty ones are there as well.
 */
export function chooseGrid(
  desk: Pick<DeskState, 'stores' | 'models' | 'shelves' | 'moves'>,
  { store, model, show, order }: Choice,
): Grid {
  const moved = new Map<ShelfKey, number>();
  for (const move of desk.moves) moved.set(keyOf(move), (moved.get(keyOf(move)) ?? 0) + move.by);

  const stores = linesOf(desk.stores, store);
  const models = linesOf(desk.models, model);
  const shelves = new Map<ShelfKey, Shelf>();
  const sum = nothing();
  for (const [key, shelf] of desk.shelves) {
    const row = stores.get(shelf.storeId);
    const column = models.get(shelf.modelId);
    if (!row || !column || !isShown(show, shelf, moved.has(key))) continue;
    shelves.set(key, shelf);
    for (const each of [row.sum, column.sum, sum]) add(each, shelf, moved.get(key) ?? 0);
    row.shelves += 1;
    column.shelves += 1;
  }
  const finish = (lines: Map<number, Counted>): Line[] =>
    [...lines.values()]
      .filter((line) => show === 'all' || line.shelves > 0)
      .toSorted(byOrder(order));
  return { stores: finish(stores), models: finish(models), shelves, moved, sum };
}

type Counted = Line & { shelves: number };

function linesOf(
  named: ReadonlyMap<number, { id: number; name: string }>,
  text: string,
): Map<number, Counted> {
  const wanted = text.trim().toLowerCase();
  const lines = new Map<number, Counted>();
  for (const { id, name } of named.values()) {
    if (!name.toLowerCase().includes(wanted)) continue;
    lines.set(id, { id, name, sum: nothing(), shelves: 0 });
  }
  return lines;
}

function add(sum: Sum, shelf: Shelf, moved: number): void {
  sum.pairs += shelf.inventory;
  sum.perHour += shelf.perHour;
  sum.moved += moved;
  if (shelf.mark !== 'ok') sum.alerts += 1;
}

function isShown(show: Show, { mark }: Shelf, moved: boolean): boolean {
  switch (show) {
    case 'all':
      return true;
    case 'alerts':
      return mark !== 'ok';
    case 'low':
    case 'high':
      return mark === show;
    case 'moved':
      return moved;
  }
}

function byOrder(order: Order): (one: Line, other: Line) => number {
  const byName = (one: Line, other: Line): number => one.name.localeCompare(other.name);
  switch (order) {
    case 'name':
      return byName;
    case 'alerts':
      return (one, other) => other.sum.alerts - one.sum.alerts || byName(one, other);
    case 'fewest':
      return (one, other) => one.sum.pairs - other.sum.pairs || byName(one, other);
    case 'fastest':
      return (one, other) => other.sum.perHour - one.sum.perHour || byName(one, other);
  }
}
