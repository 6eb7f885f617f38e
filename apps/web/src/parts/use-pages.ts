import { useInfiniteQuery } from '@tanstack/react-query';

/** A list that the server gives in pages, as far as it was read. */
export type Pages<Item> = {
  items: Item[];
  loaded: boolean;
  error: Error | null;
  more: (() => void) | undefined;
  again: () => void;
};

/** Reads a list page by page under `key`; `read` gets where the next page begins. Read anew whenever it is shown. */
export function usePages<Item>(
  key: readonly unknown[],
  read: (after: string | undefined) => Promise<{ items: Item[]; next: string | null }>,
): Pages<Item> {
  const { data, error, fetchNextPage, hasNextPage, refetch } = useInfiniteQuery({
    queryKey: key,
    queryFn: ({ pageParam }) => read(pageParam),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next }) => next ?? undefined,
    refetchOnMount: 'always',
  });
  return {
    items: data?.pages.flatMap(({ items }) => items) ?? [],
    loaded: data !== undefined,
    error,
    more: hasNextPage ? () => void fetchNextPage() : undefined,
    again: () => void refetch(),
  };
}
