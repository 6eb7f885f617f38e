import type { DeskTotals } from '@lastpair/contracts';
import { PAGE_LENGTH, WATCH_MODELS, WATCH_STORES } from '@lastpair/contracts';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { client } from '../../server/client.ts';
import type { DeskView } from './use-desk-view.ts';
import type { DeskWindow } from './use-desk-watch.ts';

const TYPED_MS = 300;
/** Which shelves have alerts changes; a window of them is chosen anew this often. */
const ALERTS_AGAIN_MS = 15_000;

type Wanted = Pick<DeskView, 'store' | 'model' | 'show' | 'storePage' | 'modelPage'>;

/** Whether there is more of the desk than one watch shows. */
export const isLarge = (totals: DeskTotals | undefined): boolean =>
  totals !== undefined && (totals.stores > WATCH_STORES || totals.models > WATCH_MODELS);

/**
 * The window to watch: everything, while that fits into one; else the stores and models that are looked for, as the
 * server finds them.
 */
export function useDeskWindow(view: DeskView, totals: DeskTotals | undefined): DeskWindow {
  const { store, model, show, storePage, modelPage } = view;
  const [typed, setTyped] = useState<Wanted>(view);
  useEffect(() => {
    const timer = setTimeout(
      () => setTyped({ store, model, show, storePage, modelPage }),
      TYPED_MS,
    );
    return () => clearTimeout(timer);
  }, [store, model, show, storePage, modelPage]);
  const all =
    !isLarge(totals) ||
    (typed.store === '' &&
      typed.model === '' &&
      (typed.show === 'all' || typed.show === 'moved') &&
      typed.storePage === 0 &&
      typed.modelPage === 0);
  const { data } = useQuery({
    queryKey: ['desk window', typed],
    queryFn: () => findWindow(typed),
    enabled: !all,
    placeholderData: keepPreviousData,
    refetchInterval: typed.show !== 'all' && ALERTS_AGAIN_MS,
  });
  return all ? {} : (data ?? {});
}

async function findWindow({ store, model, show, storePage, modelPage }: Wanted) {
  if (show === 'low' || show === 'high' || show === 'alerts') {
    const marks = show === 'alerts' ? (['low', 'high'] as const) : ([show] as const);
    const found = await Promise.all(
      marks.map((mark) => client.desk.shelves.query({ mark, limit: PAGE_LENGTH.max })),
    );
    const shelves = found.flatMap(({ items }) => items);
    return {
      storeIds: firstOf(
        shelves.map(({ storeId }) => storeId),
        WATCH_STORES,
      ),
      modelIds: firstOf(
        shelves.map(({ modelId }) => modelId),
        WATCH_MODELS,
      ),
    };
  }
  const [storeIds, modelIds] = await Promise.all([
    findPage(client.desk.stores.query, store, storePage, WATCH_STORES),
    findPage(client.desk.models.query, model, modelPage, WATCH_MODELS),
  ]);
  return { storeIds, modelIds };
}

const firstOf = (ids: readonly number[], most: number): number[] =>
  [...new Set(ids)].slice(0, most);

type Names = { items: { id: number }[]; next: string | null };
type Find = (asked: { name?: string; after?: string; limit: number }) => Promise<Names>;

/** The ids on one page of the names that contain `name`. */
async function findPage(find: Find, name: string, page: number, limit: number): Promise<number[]> {
  let after: string | undefined;
  for (let turned = 0; ; turned += 1) {
    const { items, next } = await find({
      limit,
      ...(name && { name }),
      ...(after !== undefined && { after }),
    });
    if (turned === page || next === null) return items.map(({ id }) => id);
    after = next;
  }
}
