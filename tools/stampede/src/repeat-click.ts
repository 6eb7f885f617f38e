import { setTimeout as sleep } from 'node:timers/promises';
import type { Ask } from './ledger.ts';
import type { Scene, Shopper } from './scene.ts';
import { toStoreError } from './store-error.ts';
import { within } from './within.ts';

const TRIES = 5;
const BETWEEN_TRIES_MS = 500;
const TRY_MS = 15_000;

/**
 * Sends a command that was sent before once more, at `at`, and hears what the store says of it: the ledger finds out
 * whether it is the same. This time the store is asked to wait for the answer, so that there is one to compare.
 */
export async function repeatClick(
  scene: Scene,
  shopper: Shopper,
  ask: Ask,
  at: number,
): Promise<void> {
  await scene.lag.until(at);
  for (let tried = 0; tried < TRIES; tried += 1) {
    try {
      const outcome = await within(shopper.line.send(scene.dropId, ask, true), TRY_MS);
      if (outcome) scene.hear(shopper.index, outcome);
      if (outcome && outcome.status !== 'queued') return;
      await sleep(BETWEEN_TRIES_MS);
    } catch (thrown) {
      const error = toStoreError(thrown);
      scene.troubles.note(error);
      if (!error.retriable) break;
      await sleep(error.retryAfterMs);
    }
  }
  const entry = scene.ledger.find(ask.commandId);
  if (entry) entry.unansweredRepeats += 1;
}
