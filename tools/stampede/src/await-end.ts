import { setTimeout as sleep } from 'node:timers/promises';
import type { Hold } from './holds.ts';
import type { Scene, Shopper } from './scene.ts';
import { toStoreError } from './store-error.ts';

/** Who is told of an expiry waits this long for the word before looking for it. */
const WORD_LATE_MS = 5_000;
/** Who is told of nothing looks this soon. */
const LOOK_AFTER_MS = 200;
const LOOK_EVERY_MS = 1_000;
/** A hold that is still active this long after its time has no end. */
const GIVE_UP_AFTER_MS = 20_000;

/** Waits until a hold has ended: told of it, or else by looking at one's own reservations. Bounded. */
export async function awaitEnd(scene: Scene, shopper: Shopper, hold: Hold): Promise<void> {
  const leftMs = (): number => hold.expiresAt - scene.storeNow();
  const patienceMs = scene.tellsExpiry ? WORD_LATE_MS : LOOK_AFTER_MS;
  if (await hold.endedWithin(leftMs() + patienceMs)) return;
  while (hold.ends.length === 0 && leftMs() > -GIVE_UP_AFTER_MS) {
    try {
      const { reservations } = await scene.store.me(shopper.token);
      reservations.forEach(scene.holds.see);
    } catch (thrown) {
      scene.troubles.note(toStoreError(thrown));
    }
    if (hold.ends.length === 0) await sleep(LOOK_EVERY_MS);
  }
}
