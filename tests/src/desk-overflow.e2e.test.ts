import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { watchDesk } from './kit/desk.ts';
import { openTap } from './kit/tap.ts';
import { until } from './kit/until.ts';
import { useStore } from './kit/use-store.ts';

describe('the desk, with much that is new at once', () => {
  const store = useStore({
    backend: 'postgres',
    apis: 1,
    workers: 1,
    env: { PRIVATE_ADDRESSES: 'true' },
  });

  test('a store that is first heard of while a page is opened is on that page', async () => {
    const stores = Array.from({ length: 25 }, (_, n) => `Newcomer ${n}`);
    for (const name of stores) {
      const sent = store().merchant.http.desk.readings.send.mutate({
        readings: [{ store: name, model: 'ADERI', inventory: 4 }],
      });
      // Pages come while the reading is on its way, each at another moment of it.
      const pages = [];
      for (let times = 0; times < 6; times += 1) {
        pages.push(watchDesk(store().merchant));
        await sleep(4);
      }
      await sent;
      for (const page of pages) {
        await until(name, () => page.inventory(name, 'ADERI') === 4);
        page.stop();
      }
    }
  });

  test('stores and models that nobody knew are on the page that was open, though they are not heard of again', async () => {
    await using tap = await openTap();
    const page = watchDesk(store().merchant);
    await until('the snapshot', () => page.latest()?.kind === 'snapshot');
    await store().merchant.http.desk.taps.add.mutate({ name: 'Wide', url: tap.url });
    await until('a listener', () => tap.listening() === 1);
    // In one message, so that they are applied at once; each raises an alert, and more than 500 are a snapshot.
    const names = Array.from({ length: 600 }, (_, n) => ({
      store: `Store ${n % 30}`,
      model: `Model ${Math.floor(n / 30)}`,
    }));
    tap.say(names.map((name) => JSON.stringify({ ...name, inventory: 1 })).join('\n'));
    await until('all of them', () =>
      names.every((name) => page.inventory(name.store, name.model) === 1),
    );
    expect(page.events.filter(({ kind }) => kind === 'snapshot').length).toBeGreaterThan(1);
    page.stop();
  });
});
