import { expect, test } from 'vitest';
import { describeOnBothBackends } from '../kit/backends.ts';
import { watchDesk } from '../kit/desk.ts';
import { openTap } from '../kit/tap.ts';
import { until } from '../kit/until.ts';
import { useStore } from '../kit/use-store.ts';

describeOnBothBackends('a tap', (backend) => {
  const store = useStore({ backend, env: { PRIVATE_ADDRESSES: 'true' } });

  test('that is added is listened to by one worker, and its levels are on every screen', async () => {
    await using tap = await openTap();
    const page = watchDesk(store().merchant);
    await until('a snapshot', () => page.latest()?.kind === 'snapshot');
    const added = await store().merchant.http.desk.taps.add.mutate({ name: 'One', url: tap.url });
    expect(added).toMatchObject({ name: 'One', source: 'merchant', readings: 0 });
    await until('a listener', () => tap.listening() === 1);
    tap.tell('Laval', 'ADERI', 84);
    tap.tell('Anjou', 'ADERI', 10);
    tap.tell('Laval', 'ADERI', 83);
    await until('the newest level', () => page.inventory('Laval', 'ADERI') === 83);
    expect(page.inventory('Anjou', 'ADERI')).toBe(10);
    await until('the tap to be reported', () => {
      const shown = page.latest()?.taps[0];
      return shown?.state === 'live' && shown.readings === 3;
    });
    expect(tap.most()).toBe(1);
    page.stop();
  });
});
