/** One page of a list, and where the next one begins; null when this is the last. */
export type Page<Item> = { items: Item[]; next: string | null };

/** Makes a page of up to one item too many; `keyOf` says what the next page comes after. */
export function pageBy<Item>(
  items: Item[],
  limit: number,
  keyOf: (item: Item) => string,
): Page<Item> {
  const page = items.slice(0, limit);
  const last = page.at(-1);
  return { items: page, next: items.length > limit && last ? keyOf(last) : null };
}

const WHOLE = /^\d{1,16}$/;

/** The numbers of a cursor such as "12.7"; undefined when it is not `count` of them, as if there were none. */
export function numbersOf(after: string | undefined, count: number): number[] | undefined {
  const parts = after?.split('.') ?? [];
  return parts.length === count && parts.every((part) => WHOLE.test(part))
    ? parts.map(Number)
    : undefined;
}
