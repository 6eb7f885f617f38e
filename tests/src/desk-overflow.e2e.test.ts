import { describe, expect, test } from 'vitest';
import { watchDesk } from './kit/desk.ts';
import { openTap } from './kit/tap.ts';
import { until } from './kit/until.ts';
import { useStore } from './kit/use-store.ts';

describe('the desk, when more happens at once than is told change by change', () => {
  const store = useStore({
    backend: 'postgres',
    apis: 1,
    workers: 1,
    env: { PRIVATE_ADDRESSES: 'true' },
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
