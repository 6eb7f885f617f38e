import { setTimeout as sleep } from 'node:timers/promises';
import type { Outcome } from '@lastpair/contracts';
import type { Ask, LedgerEntry } from './ledger.ts';
import type { Scene, Shopper } from './scene.ts';
import { toStoreError } from './store-error.ts';
import { within } from './within.ts';

/** An answer that was not told by now is asked for. */
const FALLBACK_MS = 5_000;
/** A command without an answer for this long never had one. The store itself gives up on it after 15 s. */
const GIVE_UP_MS = 40_000;

/**
 * Asks something of the store at its time and does what a patient shopper does until there is a final answer: wait for
 * it, ask what became of it, send it again. Gives the ledger's entry, which says how it went.
 */
export async function askUntilAnswered(
  scene: Scene,
  shopper: Shopper,
  ask: Ask,
  scheduledAt: number,
): Promise<LedgerEntry> {
  const entry = scene.ledger.write(ask, shopper.index, scheduledAt);
  await scene.lag.until(scheduledAt);
  const giveUpAt = scheduledAt + GIVE_UP_MS;
  while (!entry.outcome && !entry.givenUp) {
    if (performance.now() > giveUpAt) {
      entry.givenUp = `no answer within ${GIVE_UP_MS / 1_000} s`;
      break;
    }
    await askOnce(scene, shopper, entry);
  }
  return entry;
}

async function askOnce(scene: Scene, shopper: Shopper, entry: LedgerEntry): Promise<void> {
  const { line, index } = shopper;
  const hear = (outcome: Outcome | undefined): void => {
    if (outcome) scene.hear(index, outcome);
  };
  // What the store says at once, and the outcome that is told later, may come in any order.
  let trouble: unknown;
  const sent = line.send(scene.dropId, entry.ask, false).then(hear, (error: unknown) => {
    trouble = error;
  });
  const asked = sent.then(() => (trouble ? true : entry.answeredWithin(FALLBACK_MS)));
  await Promise.race([asked, entry.answeredWithin(2 * FALLBACK_MS)]);
  if (entry.outcome) return;
  if (!trouble) {
    // A store that does not answer this either is asked again by the next round.
    const found = line.lookUp(entry.ask.commandId).then(hear, (error: unknown) => {
      trouble = error;
    });
    await within(found, FALLBACK_MS);
  }
  if (!trouble || entry.outcome) return;
  const error = toStoreError(trouble);
  scene.troubles.note(error);
  if (error.retriable) await sleep(error.retryAfterMs);
  else entry.givenUp = `${error.code}: ${error.message}`;
}
