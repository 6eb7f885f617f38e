/** Entries move when as many have come as are there, and at least so many. */
const MOVES_AFTER = 250;

/**
 * A Map for entries that come by the thousands and soon go again. Once the table inside a Map has lived for a while, V8 keeps
 * whatever has passed through it until the next full collection, long after it was deleted: 3 kB for each command. Here what
 * is left moves to a new Map every now and then, which costs one more insertion for each.
 */
export class FleetingMap<Key, Value> {
  #entries = new Map<Key, Value>();
  #came = 0;

  get size(): number {
    return this.#entries.size;
  }

  get(key: Key): Value | undefined {
    return this.#entries.get(key);
  }

  has(key: Key): boolean {
    return this.#entries.has(key);
  }

  /** Puts an entry behind all others, or a value in the place of its entry. */
  set(key: Key, value: Value): void {
    this.#came += 1;
    if (this.#came > Math.max(MOVES_AFTER, this.#entries.size)) {
      this.#entries = new Map(this.#entries);
      this.#came = 0;
    }
    this.#entries.set(key, value);
  }

  delete(key: Key): boolean {
    return this.#entries.delete(key);
  }

  /** The oldest first. */
  values(): MapIterator<Value> {
    return this.#entries.values();
  }
}
