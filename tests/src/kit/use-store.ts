import { afterAll, beforeAll, expect } from 'vitest';
import { openStore } from './store.ts';
import type { TestStore } from './store.ts';

/** One store for the tests of a describe block. When they are done its books must add up and no letter be dead. */
export function useStore(options: Parameters<typeof openStore>[0]): () => TestStore {
  let store: TestStore | undefined;
  beforeAll(async () => {
    store = await openStore(options);
  });
  afterAll(async () => {
    if (!store) return;
    await using open = store;
    expect(await open.drift()).toBe(0);
  });
  return () => store!;
}
