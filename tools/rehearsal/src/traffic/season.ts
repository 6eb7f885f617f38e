import { setTimeout as sleep } from 'node:timers/promises';
import { createRandom } from '@lastpair/stampede';
import { v7 as uuidv7 } from 'uuid';
import { askForOrder } from './check-out.ts';
import { rest, restUntilDone } from './rest.ts';
import type { Scene } from './scene.ts';
import { watchDrop } from './watcher.ts';
import type { Watcher } from './watcher.ts';

/** How many drops are on sale at once; the oldest closes when a new one comes. */
const ON_SALE = 5;
const NEW_DROP_EVERY_MS = 15_000;
const RESTOCK_EVERY_MS = 2_500;
const WATCHERS_PER_DROP = 3;
const SIZES = ['40', '42', '44.5'];
const WITHIN_MS = 60_000;
/** All commands of merchants come from the one who holds the token. */
const MERCHANT_ID = '018f0000-0000-7000-8000-000000000001';

/** The merchant's side of a rehearsal. */
export type Season = { watchers: Watcher[]; run(signal: AbortSignal): Promise<void> };

/** Puts the first drops on sale; `run` goes on with new ones, closes the oldest, and restocks. */
export async function openSeason(scene: Scene): Promise<Season> {
  const random = createRandom(scene.seed, 3);
  const watchers: Watcher[] = [];

  /** A merchant's command, under one id until it is done. */
  const command = async (
    kind: 'open' | 'close' | 'restock',
    dropId: string,
    restock?: { size: string; quantity: number },
  ): Promise<void> => {
    const id = uuidv7();
    const payload = restock ? `${restock.quantity} x ${restock.size}` : '';
    const giveUpAt = performance.now() + WITHIN_MS;
    for (let attempt = 0; performance.now() < giveUpAt; attempt += 1) {
      scene.history.record({
        what: 'ask',
        via: 'rest',
        id,
        who: MERCHANT_ID,
        kind,
        dropId,
        payload,
      });
      const url = scene.urls[attempt % scene.urls.length]!;
      const answer = await rest(url, 'POST', `/drops/${dropId}/${kind}`, {
        token: scene.merchantToken,
        body: { commandId: id, ...restock },
        withinMs: 4_000,
      });
      if (answer.status === 200) return scene.history.record({ what: 'done', id });
      scene.history.record({ what: 'trouble', id, code: `http_${answer.status}` });
      await sleep(250);
    }
  };

  const addDrop = async (): Promise<void> => {
    const holdSeconds = 1 + Math.floor(random() * 3);
    const opensByItself = random() < 0.3;
    const limitPerShopper = 1 + Math.floor(random() * 3);
    const sizes = SIZES.map((size) => ({ size, total: 10 + Math.floor(random() * 60) }));
    const { id } = (await restUntilDone(scene.urls, 'POST', '/drops', {
      token: scene.merchantToken,
      body: {
        product: { brand: 'Aster', name: 'Rehearsal', colorway: 'Ash', priceCents: 19_000 },
        sizes,
        holdSeconds,
        limitPerShopper,
        ...(opensByItself && { opensAt: new Date(Date.now() + 1_500).toISOString() }),
      },
      withinMs: WITHIN_MS,
    })) as { id: string };
    scene.drops.push(id);
    for (let n = 0; n < WATCHERS_PER_DROP; n += 1) {
      watchers.push(watchDrop(scene, watchers.length, id));
    }
    scene.onSale.push({ id, sizes: SIZES, holdMs: holdSeconds * 1_000 });
    if (!opensByItself) await command('open', id);
  };

  const restock = async (): Promise<void> => {
    const drop = scene.onSale[Math.floor(random() * scene.onSale.length)];
    const size = SIZES[Math.floor(random() * SIZES.length)]!;
    const quantity = 1 + Math.floor(random() * 20);
    if (drop) await command('restock', drop.id, { size, quantity });
  };

  /** Gives the money of the latest order back, with its pairs or without. */
  const refund = async (): Promise<void> => {
    const orderId = scene.completed.pop();
    if (!orderId) return;
    await askForOrder(scene, { token: scene.merchantToken }, orderId, {
      way: 0,
      path: `/orders/${orderId}/refund`,
      body: { restock: random() < 0.5, reason: 'A rehearsal', waitMs: 1_000 },
    });
  };

  for (let n = 0; n < ON_SALE; n += 1) await addDrop();
  return {
    watchers,
    async run(signal) {
      let newDropAt = performance.now() + NEW_DROP_EVERY_MS;
      while (!signal.aborted) {
        await sleep(RESTOCK_EVERY_MS, undefined, { signal }).catch(() => undefined);
        if (signal.aborted) return;
        await restock();
        await refund();
        if (performance.now() < newDropAt) continue;
        newDropAt += NEW_DROP_EVERY_MS;
        await addDrop();
        const oldest = scene.onSale.shift();
        if (oldest) await command('close', oldest.id);
      }
    },
  };
}
