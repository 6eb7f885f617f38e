import type { Outcome } from '@lastpair/contracts';
import { v7 as uuidv7 } from 'uuid';
import { askUntilAnswered } from './ask-until-answered.ts';
import { awaitEnd } from './await-end.ts';
import type { Choices } from './choices.ts';
import type { Hold } from './holds.ts';
import type { Ask } from './ledger.ts';
import { repeatClick } from './repeat-click.ts';
import type { Scene, Shopper } from './scene.ts';

/**
 * One visit of a shopper: the click at its time, perhaps a second one, and whatever the shopper does with a pair
 * that is held. Ends when all of it has ended. Gives the first click's outcome.
 */
export async function visit(
  scene: Scene,
  shopper: Shopper,
  size: string,
  choices: Choices,
  scheduledAt: number,
): Promise<Outcome | undefined> {
  const ask: Ask = { kind: 'reserve', commandId: uuidv7(), size };
  const again = scheduledAt + choices.secondClickAfterMs;
  const first = reserve(scene, shopper, ask, choices, scheduledAt);
  const second = (): Promise<unknown> | undefined => {
    switch (choices.secondClick) {
      case 'none':
        return undefined;
      case 'same id':
        return repeatClick(scene, shopper, ask, again);
      case 'new id':
        return reserve(scene, shopper, { ...ask, commandId: uuidv7() }, choices, again);
    }
  };
  const [outcome] = await Promise.all([first, second()]);
  return outcome;
}

async function reserve(
  scene: Scene,
  shopper: Shopper,
  ask: Ask,
  choices: Choices,
  scheduledAt: number,
): Promise<Outcome | undefined> {
  const { outcome } = await askUntilAnswered(scene, shopper, ask, scheduledAt);
  const hold = outcome?.reservation && scene.holds.find(outcome.reservation.id);
  if (hold) await decideOn(scene, shopper, hold, choices);
  return outcome;
}

/** What the shopper does with a pair that is held, and its end. */
async function decideOn(
  scene: Scene,
  shopper: Shopper,
  hold: Hold,
  choices: Choices,
): Promise<void> {
  const at = performance.now() + choices.thinkMs;
  const ask = (kind: 'purchase' | 'release', when: number) => {
    const { reservationId, size } = hold;
    const command: Ask = { kind, commandId: uuidv7(), size, reservationId };
    return askUntilAnswered(scene, shopper, command, when);
  };
  switch (choices.ending) {
    case 'buy':
      await ask('purchase', at);
      break;
    case 'buy twice':
      await Promise.all([ask('purchase', at), ask('purchase', at)]);
      break;
    case 'let go':
      await ask('release', at);
      break;
    case 'let go, then buy':
      await ask('release', at);
      await ask('purchase', performance.now());
      break;
    case 'walk away':
      break;
  }
  await awaitEnd(scene, shopper, hold);
}
