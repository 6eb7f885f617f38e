import { burst } from './burst.ts';
import { collectGarbage } from './collect-garbage.ts';
import { pace } from './pace.ts';
import type { PaceEnd } from './pace.ts';
import type { Progress } from './progress.ts';
import type { Scene, Shopper } from './scene.ts';
import { toStoreError } from './store-error.ts';

const DRAW_EVERY_MS = 200;
/** Between the merchant's opening and the first click. */
const RUN_UP_MS = 100;
/** Where no view is pushed, somebody looks this often. */
const LOOK_EVERY_MS = 500;

/** How a sale went: from its opening (the last seq before the first click) for so long. */
export type Sale = { openedSeq: number; seconds: number; paceEnd: PaceEnd | undefined };

/** Opens the drop and lets the crowd at it, all at once or at its pace, until all of it is over. */
export async function runSale(
  scene: Scene,
  crowd: readonly Shopper[],
  progress: Progress,
): Promise<Sale> {
  const { options, ledger, holds, stock, lag, store, dropId } = scene;
  const step = progress.step(
    options.pace ? 'Selling (pairs sold)' : 'The gun: answers and holds',
    1,
  );
  const draw = (): void => {
    if (options.pace) step.set(holds.sold(), options.stock);
    else step.set(ledger.answered() + holds.ended(), ledger.entries().length + holds.count());
  };
  const look = (): void =>
    void store
      .view(dropId)
      .then(stock.see, (error: unknown) => scene.troubles.note(toStoreError(error)));

  collectGarbage();
  const opened = await store.openDrop(dropId);
  stock.see(opened);
  const timers = [setInterval(draw, DRAW_EVERY_MS)];
  if (options.transport === 'rest') timers.push(setInterval(look, LOOK_EVERY_MS));
  lag.reset();
  const startedAt = performance.now();
  try {
    const paceEnd = options.pace
      ? await pace(scene, crowd, options.pace)
      : await burst(scene, crowd, startedAt + RUN_UP_MS).then(() => undefined);
    draw();
    return { openedSeq: opened.seq, seconds: (performance.now() - startedAt) / 1_000, paceEnd };
  } finally {
    timers.forEach(clearInterval);
    lag.stop();
    step.done();
  }
}
