import type { StoreError } from './store-error.ts';

/** Errors on the way, by code. Most are followed by another try that is taken. */
export type Troubles = {
  note: (error: StoreError) => void;
  counts(): { code: string; count: number; message: string }[];
};

/** Makes an empty count. */
export function createTroubles(): Troubles {
  const counts = new Map<string, { code: string; count: number; message: string }>();
  return {
    note({ status, code, message }) {
      const key = `${status} ${code}`;
      const known = counts.get(key) ?? { code: key, count: 0, message };
      known.count += 1;
      counts.set(key, known);
    },
    counts: () => [...counts.values()].toSorted((one, other) => other.count - one.count),
  };
}
