import { setTimeout as sleep } from 'node:timers/promises';
import { chooseFor } from './choices.ts';
import type { Choices } from './choices.ts';
import type { Scene, Shopper } from './scene.ts';
import { visit } from './visit.ts';

/** When everything seems over, a view that shows a pair come back may still be on its way for this long. */
const NEWS_MS = 1_000;
/** Not everybody who sees a pair come back is there in the same moment. */
const RETURN_WITHIN_MS = 300;

/** Everybody clicks within the second after `gun`; ends when all of it is over. */
export async function burst(scene: Scene, crowd: readonly Shopper[], gun: number): Promise<void> {
  const { tasks } = scene;
  for (const shopper of crowd) {
    const choices = choose(scene, shopper, 0);
    const at = gun + choices.clickAfterMs;
    tasks.run(() => visitAndReturn(scene, shopper, choices, 0, at));
  }
  do {
    await tasks.idle();
    await sleep(NEWS_MS);
  } while (tasks.count() > 0);
}

const choose = ({ options, sizes }: Scene, { index }: Shopper, number: number): Choices =>
  chooseFor(
    { seed: options.seed, shopper: index, visit: number },
    { sizeCount: sizes.length, holdSeconds: options.holdSeconds },
  );

/** One visit and, if all was gone and the shopper is one who comes back, another when a pair has come back. */
async function visitAndReturn(
  scene: Scene,
  shopper: Shopper,
  choices: Choices,
  number: number,
  at: number,
): Promise<void> {
  const size = scene.sizes[choices.size]?.size ?? '';
  const outcome = await visit(scene, shopper, size, choices, at);
  if (outcome?.reason !== 'sold_out' || choices.returns <= 0) return;
  scene.stock.onReturn(size, outcome.seq ?? 0, () => {
    // The same size again: it is the one that is back.
    const next: Choices = { ...choose(scene, shopper, number + 1), size: choices.size };
    const delay = (next.clickAfterMs * RETURN_WITHIN_MS) / 1_000;
    const again = performance.now() + delay;
    scene.tasks.run(() => visitAndReturn(scene, shopper, next, number + 1, again));
  });
}
