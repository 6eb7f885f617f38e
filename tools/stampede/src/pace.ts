import { setTimeout as sleep } from 'node:timers/promises';
import { chooseFor } from './choices.ts';
import { createRandom } from './random.ts';
import type { Scene, Shopper } from './scene.ts';
import { visit } from './visit.ts';

/** While every pair is held, the crowd looks this often whether one came back. */
const LOOK_EVERY_MS = 100;
/** With nothing sold for this long, beyond a few holds and clicks, it never ends. */
const STALLED_MS = 60_000;

/** Why a paced sale ended. */
export type PaceEnd = 'sold out' | 'nobody may buy any more' | 'stalled';

/**
 * A sale at `pace` reservations a second: whoever is free comes by and reserves a pair that is shown as available,
 * until every pair is sold. Ends when all of it is over.
 */
export async function pace(
  scene: Scene,
  crowd: readonly Shopper[],
  perSecond: number,
): Promise<PaceEnd> {
  const { options, stock, tasks } = scene;
  const free = [...crowd];
  const visits = new Map<Shopper, number>();
  const random = createRandom(options.seed);
  const stalledMs = STALLED_MS + 3_000 * options.holdSeconds + 20_000 / perSecond;
  let boughtAt = performance.now();
  let next = performance.now();
  let end: PaceEnd | undefined;

  const comeBy = async (shopper: Shopper, size: string, at: number): Promise<void> => {
    const number = visits.get(shopper) ?? 0;
    visits.set(shopper, number + 1);
    const choices = chooseFor(
      { seed: options.seed, shopper: shopper.index, visit: number },
      { sizeCount: 1, holdSeconds: options.holdSeconds },
    );
    await visit(scene, shopper, size, choices, at);
    const bought = scene.holds.boughtBy(shopper.index);
    if (bought > 0) boughtAt = performance.now();
    if (bought < scene.limitPerShopper) free.push(shopper);
  };

  while (!end) {
    if (stock.soldOut() || scene.holds.sold() === options.stock) end = 'sold out';
    else if (free.length === 0 && tasks.count() === 0) end = 'nobody may buy any more';
    else if (performance.now() - boughtAt > stalledMs) end = 'stalled';
    if (end) break;
    const shown = scene.sizes.filter(({ size }) => stock.available(size) > 0);
    const size = shown[Math.floor(random() * shown.length)]?.size;
    const shopper = size === undefined ? undefined : free.shift();
    if (!size || !shopper) {
      await sleep(LOOK_EVERY_MS);
      next = Math.max(next, performance.now());
      continue;
    }
    const at = next;
    tasks.run(() => comeBy(shopper, size, at));
    next += 1_000 / perSecond;
    await sleep(Math.max(0, next - performance.now()));
  }
  await tasks.idle();
  return end;
}
