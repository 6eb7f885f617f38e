import { useSearchParams } from 'wouter';

/** A shelf by its place. */
export type ShelfPlace = { storeId: number; modelId: number };

/** Reads a place such as "3.7"; undefined when it is none. */
export function readShelfKey(text: string | null): ShelfPlace | undefined {
  const [, store, model] = /^(\d{1,9})\.(\d{1,9})$/.exec(text ?? '') ?? [];
  return store && model ? { storeId: Number(store), modelId: Number(model) } : undefined;
}

/** Opens a shelf over whatever page of the desk is shown, and closes it. It is in the address, so a link leads there. */
export function useOpenShelf(): { open: (place: ShelfPlace) => void; close: () => void } {
  const [, setSearch] = useSearchParams();
  return {
    open: ({ storeId, modelId }) => setSearch({ shelf: `${storeId}.${modelId}` }),
    close: () => setSearch({}),
  };
}
