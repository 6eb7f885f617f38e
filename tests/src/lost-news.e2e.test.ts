import type { View } from '@lastpair/contracts';
import { openHand } from '@lastpair/db';
import { applyBatch } from '@lastpair/worker/apply-batch';
import { test } from 'vitest';
import { describeOnBothBackends } from './kit/backends.ts';
import { issued } from './kit/issued.ts';
import { until } from './kit/until.ts';
import { useStore } from './kit/use-store.ts';

describeOnBothBackends('without news', (backend) => {
  const store = useStore({ backend, apis: 1, workers: 1 });

  test('a page shows all the same what has been decided', async () => {
    const drop = await store().drop();
    const watcher = await store().guest();
    let latest: View | undefined;
    const watching = watcher.ws.drops.watch.subscribe(
      { dropId: drop.id },
      { onData: ({ data }) => void (latest = data) },
    );
    await until('the first view', () => latest !== undefined);
    const hand = openHand(store().database.url, { poolSize: 1, name: 'hand', onError: () => {} });
    // A hand that commits and dies before it can say so.
    await applyBatch(hand, {
      ticks: [],
      commands: [{ ...issued(drop.id), kind: 'reserve', size: '42' }],
    });
    await until('the pair on the page', () => latest?.sizes[0]?.reserved === 1);
    watching.unsubscribe();
    await hand.destroy();
  });
});
