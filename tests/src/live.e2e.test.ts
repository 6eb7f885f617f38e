import type { Outcome, View } from '@lastpair/contracts';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { describeOnBothBackends } from './kit/backends.ts';
import { connectClient } from './kit/client.ts';
import type { TestClient } from './kit/client.ts';
import { until } from './kit/until.ts';
import { useStore } from './kit/use-store.ts';

/** How soon a page must show what happened through another process. */
const SOON_MS = 500;

describeOnBothBackends('live', (backend) => {
  const store = useStore({ backend });

  test('a page on one api sees what happens through the other within half a second', async () => {
    const drop = await store().drop();
    const watcher = await store().guest({ api: 1 });
    const views = watch(watcher, drop.id);
    await until('the first view', () => views.seen.length > 0);
    const shopper = await store().guest({ api: 0, name: 'Zoë' });
    const delays: number[] = [];
    for (let sold = 1; sold <= 5; sold += 1) {
      const buyer = sold === 5 ? shopper : await store().guest({ api: 0 });
      const { reservation } = await buyer.reserve(drop.id, '42');
      const reservedAt = Date.now();
      await until('the reservation on the page', () => views.latest()?.sizes[0]?.reserved === 1);
      delays.push(Date.now() - reservedAt);
      await buyer.ws.reservations.purchase.mutate({ reservationId: reservation!.id });
      const boughtAt = Date.now();
      await until('the purchase on the page', () => views.latest()?.sizes[0]?.sold === sold);
      delays.push(Date.now() - boughtAt);
    }
    expect(Math.max(...delays)).toBeLessThan(SOON_MS);
    const latest = views.latest()!;
    expect(latest.recentPurchases).toHaveLength(3);
    expect(latest.recentPurchases[0]!.name).toBe('Zoë');
    const seqs = views.seen.map(({ seq }) => seq);
    expect(seqs).toEqual([...new Set(seqs)].toSorted((a, b) => a - b));
    views.stop();
  });

  test('a shopper’s second device, on another api, hears of every outcome', async () => {
    const drop = await store().drop();
    const phone = await store().guest({ api: 0 });
    using laptop = connectClient(store().urls[1]!, phone.token, phone.shopper);
    const heard = listen(laptop);
    await heard.started;
    const outcome = await phone.reserve(drop.id, '42');
    await until('the reservation on the laptop', () => heard.outcomes.length === 1, SOON_MS);
    expect(heard.outcomes[0]).toEqual(outcome);
    heard.stop();
  });

  test('outcomes missed while away come when the stream is resumed, each once, from all drops', async () => {
    const drops = await Promise.all([
      store().drop({ limitPerShopper: 9 }),
      store().drop({ limitPerShopper: 9 }),
    ]);
    const shopper = await store().guest();
    const first = listen(shopper);
    await first.started;
    const before: Outcome[] = [];
    for (const drop of drops) before.push(await shopper.reserve(drop.id, '42'));
    await until('both', () => first.outcomes.length === 2);
    expect(first.outcomes).toEqual(before);
    first.stop();

    const missed: Outcome[] = [];
    for (const drop of [...drops, ...drops]) missed.push(await shopper.reserve(drop.id, '42'));
    using elsewhere = connectClient(store().urls[1]!, shopper.token, shopper.shopper);
    const second = listen(elsewhere, first.lastEventId());
    await second.started;
    await until('what was missed', () => second.outcomes.length === missed.length);
    const live = await shopper.reserve(drops[0].id, '42');
    await until('what is new', () => second.outcomes.length === missed.length + 1);
    expect(second.outcomes.at(-1)).toEqual(live);
    const byId = (a: Outcome, b: Outcome) => a.commandId.localeCompare(b.commandId);
    expect(second.outcomes.slice(0, -1).toSorted(byId)).toEqual(missed.toSorted(byId));
    second.stop();
  });

  test('from the position that me.get gives nothing is missed, whatever happens before one listens', async () => {
    const drop = await store().drop({ limitPerShopper: 9 });
    const shopper = await store().guest();
    const first = await shopper.reserve(drop.id, '42');
    const me = await shopper.http.me.get.query();
    expect(me.reservations.map(({ id }) => id)).toEqual([first.reservation!.id]);
    const second = await shopper.reserve(drop.id, '42');
    const heard = listen(shopper, me.position);
    const all = listen(shopper, 'start');
    await until('both', () => heard.outcomes.length === 1 && all.outcomes.length === 2);
    expect(heard.outcomes).toEqual([second]);
    expect(all.outcomes).toEqual([first, second]);
    heard.stop();
    all.stop();
  });

  test('a view one has is not sent again; an id that makes no sense gets the latest view', async () => {
    const drop = await store().drop();
    const shopper = await store().guest();
    await shopper.reserve(drop.id, '42');
    const { seq } = await store().view(drop.id);
    const current = watch(shopper, drop.id, String(seq));
    const stale = watch(shopper, drop.id, String(seq - 1));
    const nonsense = watch(shopper, drop.id, 'nonsense');
    const future = watch(shopper, drop.id, String(seq + 1_000));
    await until('three views', () =>
      [stale, nonsense, future].every(({ seen }) => seen[0]?.seq === seq),
    );
    expect(current.seen).toEqual([]);
    await (await store().guest()).reserve(drop.id, '42');
    await until('the next', () => current.seen[0]?.seq === seq + 1);
    for (const each of [current, stale, nonsense, future]) each.stop();
  });

  test('a refusal, which changes nothing on a page, is not shown at once but within seconds; a sale is', async () => {
    const drop = await store().drop({ sizes: [{ size: '42', total: 1 }] });
    const winner = await store().guest();
    const { reservation } = await winner.reserve(drop.id, '42');
    const views = watch(await store().guest(), drop.id);
    await until('the pair held', () => views.latest()?.sizes[0]?.reserved === 1);
    const before = views.seen.length;
    const others = await Promise.all(Array.from({ length: 12 }, () => store().guest()));
    for (const other of others) {
      expect(await other.reserve(drop.id, '42')).toMatchObject({ reason: 'sold_out' });
      await sleep(100);
    }
    // One of them each second, where a sale every 100 ms would be twelve.
    expect(views.seen.length - before).toBeLessThanOrEqual(3);
    const { seq } = await store().view(drop.id);
    await until('the last refusal', () => views.latest()?.seq === seq);
    await winner.ws.reservations.purchase.mutate({ reservationId: reservation!.id });
    await until('the sale', () => views.latest()?.sizes[0]?.sold === 1, SOON_MS);
    views.stop();
  });

  test('where pages show levels only, a change of the count alone is shown to the merchant at once', async () => {
    const drop = await store().drop({ stockDisplay: 'levels', sizes: [{ size: '42', total: 99 }] });
    const forAll = watch(await store().guest(), drop.id);
    const forMerchant = watch(store().merchant, drop.id);
    await until('both', () => Boolean(forAll.latest() && forMerchant.latest()));
    const shopper = await store().guest();
    await shopper.reserve(drop.id, '42');
    await until('the count', () => forMerchant.latest()?.sizes[0]?.reserved === 1, SOON_MS);
    expect(forAll.seen).toHaveLength(1);
    await until('its seq', () => forAll.latest()?.seq === forMerchant.latest()?.seq);
    expect(forAll.latest()?.sizes).toEqual(forAll.seen[0]?.sizes);
    forAll.stop();
    forMerchant.stop();
  });

  test('streams that nobody may have are refused', async () => {
    const shopper = await store().guest();
    const unknown = watch(shopper, crypto.randomUUID());
    await until('an error', () => unknown.problem() === 'unknown_drop');
    using stranger = connectClient(store().url, 'not-a-token', shopper.shopper);
    const heard = listen(stranger);
    await until('an error', () => heard.problem() === 'no_session');
  });

  test('a killed api comes back and its pages go on where they were', async () => {
    const drop = await store().drop({ limitPerShopper: 9 });
    const shopper = await store().guest({ api: 1 });
    const heard = listen(shopper);
    const views = watch(shopper, drop.id);
    await heard.started;
    const one = await shopper.reserve(drop.id, '42');
    await until('one', () => heard.outcomes.length === 1);
    store().processes.apis[1]!.kill('SIGKILL');
    using elsewhere = connectClient(store().urls[0]!, shopper.token, shopper.shopper);
    const two = await elsewhere.reserve(drop.id, '42');
    await until('two', () => heard.outcomes.length === 2);
    expect(heard.outcomes).toEqual([one, two]);
    await until('the view', () => views.latest()?.sizes[0]?.reserved === 2);
    heard.stop();
    views.stop();
  });
});

function watch(client: TestClient, dropId: string, lastEventId?: string) {
  const seen: View[] = [];
  let problem: string | undefined;
  const subscription = client.ws.drops.watch.subscribe(
    { dropId, lastEventId },
    {
      onData: ({ data }) => void seen.push(data),
      onError: (error) => void (problem = error.data?.problem),
    },
  );
  return {
    seen,
    latest: () => seen.at(-1),
    problem: () => problem,
    stop: () => subscription.unsubscribe(),
  };
}

function listen(client: TestClient, lastEventId?: string) {
  const outcomes: Outcome[] = [];
  let problem: string | undefined;
  let last: string | undefined;
  const { promise: started, resolve } = Promise.withResolvers<void>();
  const subscription = client.ws.me.outcomes.subscribe(
    { lastEventId },
    {
      onStarted: () => resolve(),
      onData: ({ id, data }) => {
        last = id;
        outcomes.push(data);
      },
      onError: (error) => void (problem = error.data?.problem),
    },
  );
  return {
    outcomes,
    started,
    lastEventId: () => last,
    problem: () => problem,
    stop: () => subscription.unsubscribe(),
  };
}
