import type { Shelf } from '@lastpair/contracts';
import { trpc } from '../../server/trpc.ts';
import { keyOf } from '../live/desk-state.ts';
import type { DeskState } from '../live/desk-state.ts';
import type { ShelfPlace } from './use-open-shelf.ts';

/** A shelf to show, or why there is none yet. Its names are given as soon as they are known. */
export type ShelfFound = { store: string | undefined; model: string | undefined } & (
  | { state: 'shown'; shelf: Shelf }
  | { state: 'loading' }
  | { state: 'unknown' }
);

/** A shelf that is not in the window of the live desk is read this often. */
const AGAIN_MS = 3_000;

/** One shelf: live when it is in the window that this page watches, else as live as asking makes it. */
export function useShelf(place: ShelfPlace, desk: DeskState): ShelfFound {
  const { storeId, modelId } = place;
  const live = desk.shelves.get(keyOf(place));
  const { data } = trpc.desk.shelves.useQuery(
    { storeId, modelId, limit: 1 },
    { enabled: live === undefined, refetchInterval: AGAIN_MS },
  );
  const told = [...desk.alerts.values()].find(
    (alert) => alert.storeId === storeId && alert.modelId === modelId,
  );
  const names = {
    store: desk.stores.get(storeId)?.name ?? told?.store,
    model: desk.models.get(modelId)?.name ?? told?.model,
  };
  const shelf = live ?? data?.items[0];
  if (shelf) return { ...names, state: 'shown', shelf };
  return { ...names, state: data ? 'unknown' : 'loading' };
}
