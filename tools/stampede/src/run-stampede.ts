import { LIMIT_PER_SHOPPER } from '@lastpair/contracts';
import { checkStore } from './check-store.ts';
import { gatherCrowd } from './crowd.ts';
import { openHttp } from './http.ts';
import { findMerchantToken } from './merchant-token.ts';
import { checkOpenFiles } from './open-files.ts';
import type { StampedeOptions } from './options.ts';
import type { Progress } from './progress.ts';
import { gatherEvidence } from './proof.ts';
import { resultOf } from './result.ts';
import type { Result } from './result.ts';
import { runSale } from './sale.ts';
import { setScene } from './scene.ts';
import { sizesOf } from './sizes.ts';
import { measureClock } from './store-clock.ts';
import { storeOf } from './store.ts';

/**
 * A whole run against a running store: makes a drop, gathers a crowd, opens, sells, and gathers the proof. Throws
 * PlainError when it can't be run; what the store does wrong is in the result.
 */
export async function runStampede(
  options: StampedeOptions,
  progress: Progress,
): Promise<{ result: Result; driftBefore: number }> {
  checkOpenFiles(options.shoppers);
  const token = await findMerchantToken(options.token);
  const http = openHttp(options.url);
  const store = storeOf(http, token);
  const before = await checkStore(store, options.url, token);
  const storeAheadMs = await measureClock(store);

  const sizes = sizesOf(options.stock, options.sizes);
  const { shoppers, stock, seed, holdSeconds } = options;
  const drop = await store.createDrop({
    seed,
    shoppers,
    sizes,
    holdSeconds,
    // A paced sale goes on until everything is sold, so everybody may have their share of it.
    limitPerShopper: options.pace
      ? Math.min(LIMIT_PER_SHOPPER.max, Math.ceil(stock / shoppers))
      : 1,
  });
  const scene = setScene({ options, store, drop, sizes, storeAheadMs });
  progress.say(
    `${shoppers} shoppers, ${stock} pairs in ${sizes.length} sizes, seed ${seed}, ${options.url}/drops/${drop.id}`,
  );
  const crowd = await gatherCrowd(scene, http, progress);
  try {
    const sale = await runSale(scene, crowd, progress);
    const { evidence, view } = await gatherEvidence(scene, crowd, sale, progress);
    return { result: resultOf(scene, sale, evidence, view), driftBefore: before.drift };
  } finally {
    for (const { line } of crowd) line.close();
    http.close();
  }
}
