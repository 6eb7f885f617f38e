import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { describeOnBothBackends } from './kit/backends.ts';
import type { TestClient } from './kit/client.ts';
import { useStore } from './kit/use-store.ts';
import { steps } from './model/commands.ts';
import type { Real } from './model/commands.ts';
import type { Model } from './model/model.ts';

/** As many random stories as fit. */
const TIME_MS = 22_000;
const STORIES = 200;

describeOnBothBackends('whatever happens to a drop, in whatever order', (backend) => {
  const store = useStore({ backend });

  test('the store says what the plainest model of it says', async () => {
    const shoppers: TestClient[] = [];
    for (let n = 0; n < 3; n += 1) shoppers.push(await store().guest({ api: n % 2 }));
    let stories = 0;
    await fc.assert(
      fc.asyncProperty(fc.commands(steps, { maxCommands: 40, size: 'max' }), async (story) => {
        const totals = { '42': 2, '43': 1 };
        const drop = await store().drop({
          holdSeconds: 1,
          limitPerShopper: 2,
          sizes: Object.entries(totals).map(([size, total]) => ({ size, total })),
          open: stories % 4 !== 0,
        });
        stories += 1;
        const model: Model = {
          status: drop.status,
          limit: 2,
          totals: new Map(Object.entries(totals)),
          pairs: [],
        };
        const real: Real = { store: store(), dropId: drop.id, shoppers, asked: [] };
        await fc.asyncModelRun(() => ({ model, real }), story);
      }),
      { numRuns: STORIES, interruptAfterTimeLimit: TIME_MS, endOnFailure: true },
    );
    expect(stories).toBeGreaterThan(3);
  });
});
