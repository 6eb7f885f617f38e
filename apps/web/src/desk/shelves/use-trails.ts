import { TRAIL_MODELS, TRAIL_STORES } from '@lastpair/contracts';
import type { Trail } from '@lastpair/contracts';
import { useEffect, useRef } from 'react';
import { client } from '../../server/client.ts';

/** Nothing is asked while somebody scrolls on. */
const SETTLED_MS = 200;

/** Asks once for the latest levels of the shelves that are on screen, as they come into it. */
export function useTrails(
  storeIds: readonly number[],
  modelIds: readonly number[],
  take: (trails: Trail[]) => void,
): void {
  const asked = useRef(new Set<string>());
  const stores = storeIds.slice(0, TRAIL_STORES).join();
  const models = modelIds.slice(0, TRAIL_MODELS).join();
  useEffect(() => {
    const timer = setTimeout(() => {
      const ids = { storeIds: numbersIn(stores), modelIds: numbersIn(models) };
      const keys = ids.storeIds.flatMap((store) =>
        ids.modelIds.map((model) => `${store}.${model}`),
      );
      const fresh = keys.filter((key) => !asked.current.has(key));
      if (fresh.length === 0) return;
      for (const key of fresh) asked.current.add(key);
      client.desk.trails.query(ids).then(take, () => {
        // The lines are missing until these shelves are looked at again.
        for (const key of fresh) asked.current.delete(key);
      });
    }, SETTLED_MS);
    return () => clearTimeout(timer);
  }, [stores, models, take]);
}

const numbersIn = (text: string): number[] => (text === '' ? [] : text.split(',').map(Number));
