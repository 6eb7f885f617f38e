/** Who listens to what: by key, any number of listeners. */
export type Listeners<Value> = {
  /** Gives the function that ends it, which may be called more than once. */
  add(key: string, listener: (value: Value) => void): () => void;
  tell(key: string, value: Value): void;
  count(key: string): number;
  /** The keys that anybody listens to, and how many they are. */
  keys(): string[];
  size(): number;
};

export function createListeners<Value>(): Listeners<Value> {
  const byKey = new Map<string, Set<(value: Value) => void>>();
  return {
    add(key, listener) {
      const mine = byKey.get(key) ?? new Set();
      byKey.set(key, mine.add(listener));
      return () => {
        mine.delete(listener);
        // Others may have come since the last of these left: theirs is another set.
        if (mine.size === 0 && byKey.get(key) === mine) byKey.delete(key);
      };
    },
    tell(key, value) {
      for (const listener of byKey.get(key) ?? []) listener(value);
    },
    count: (key) => byKey.get(key)?.size ?? 0,
    keys: () => [...byKey.keys()],
    size: () => byKey.size,
  };
}
