/** What is to happen, by time. What is due at the same time happens in the order in which it was asked for. */
export type EventQueue = {
  at(time: number, event: () => void): void;
  /** Lets everything happen, and what that brings about, until nothing is left. */
  run(): void;
  /** The time of what is happening now. */
  now(): number;
};

type Entry = { time: number; order: number; event: () => void };

const isBefore = (a: Entry, b: Entry): boolean =>
  a.time < b.time || (a.time === b.time && a.order < b.order);

export function createEventQueue(): EventQueue {
  // A binary heap: the parent of i is (i - 1) >> 1, and is never after it.
  const heap: Entry[] = [];
  let now = 0;
  let asked = 0;

  const rise = (entry: Entry): void => {
    let i = heap.push(entry) - 1;
    for (;;) {
      const up = (i - 1) >> 1;
      if (i === 0 || !isBefore(entry, heap[up]!)) break;
      heap[i] = heap[up]!;
      i = up;
    }
    heap[i] = entry;
  };

  const take = (): Entry | undefined => {
    const first = heap[0];
    const last = heap.pop();
    if (!first || !last || heap.length === 0) return first;
    let i = 0;
    for (;;) {
      let down = 2 * i + 1;
      if (down >= heap.length) break;
      if (down + 1 < heap.length && isBefore(heap[down + 1]!, heap[down]!)) down += 1;
      if (!isBefore(heap[down]!, last)) break;
      heap[i] = heap[down]!;
      i = down;
    }
    heap[i] = last;
    return first;
  };

  return {
    at: (time, event) => rise({ time: Math.max(time, now), order: (asked += 1), event }),
    run() {
      for (let entry = take(); entry; entry = take()) {
        now = entry.time;
        entry.event();
      }
    },
    now: () => now,
  };
}
