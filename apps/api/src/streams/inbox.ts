/** A bounded hand-over between something that pushes and one reader that iterates. */
export type Inbox<T> = {
  /** False when the buffer was full: the reader is too slow and its iteration ends. */
  push: (item: T) => boolean;
  /** Iterates until `signal` aborts or the buffer overflows. */
  read: (signal: AbortSignal) => AsyncGenerator<T, void, void>;
};

/** Keeps up to `limit` items in order. */
export function createInbox<T>(limit: number): Inbox<T> {
  const items: T[] = [];
  return handOver(items, (item) => {
    if (items.length >= limit) return false;
    items.push(item);
    return true;
  });
}

/** Keeps only the latest item: a slow reader skips what it has missed. */
export function createLatest<T>(): Inbox<T> {
  const items: T[] = [];
  return handOver(items, (item) => {
    items[0] = item;
    return true;
  });
}

function handOver<T>(items: T[], keep: (item: T) => boolean): Inbox<T> {
  let overflowed = false;
  let wake = (): void => {};
  return {
    push(item) {
      const kept = !overflowed && keep(item);
      overflowed ||= !kept;
      wake();
      return kept;
    },
    async *read(signal) {
      const onAbort = (): void => wake();
      signal.addEventListener('abort', onAbort, { once: true });
      try {
        while (!signal.aborted && !overflowed) {
          const item = items.shift();
          if (item !== undefined) {
            yield item;
            continue;
          }
          await new Promise<void>((resolve) => (wake = resolve));
        }
      } finally {
        signal.removeEventListener('abort', onAbort);
      }
    },
  };
}
