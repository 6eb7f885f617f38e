import type { Limits, Mark } from '@lastpair/contracts';
import { markOf } from './mark.ts';

/** What is known of one model in one store. Times are stamps: microseconds. */
export type ShelfState = {
  inventory: number;
  /** The stamp of the reading that says so. */
  stamp: number;
  /** When it was first heard of. */
  since: number;
  /** Sales, each halved for every half-life that has passed until `stamp`. */
  weighed: number;
  mark: Mark;
};

/** A reading of one shelf. */
export type Heard = { stamp: number; inventory: number };

/**
 * The rule by which the newest level wins: the greater stamp; where two are the same, which only different listeners can
 * make, the lower inventory. So what a shelf holds depends on which readings there were, not on when or how often
 * they arrive.
 */
export const isNewer = (heard: Heard, than: Heard): boolean =>
  heard.stamp > than.stamp || (heard.stamp === than.stamp && heard.inventory < than.inventory);

/**
 * The shelf after a reading; the same shelf when the reading is not newer. What is gone since the reading before counts
 * as sold, unless the desk itself `moved` it.
 */
export function hear(
  shelf: ShelfState | undefined,
  heard: Heard,
  how: { limits: Limits; halfLife: number; moved?: boolean },
): ShelfState {
  if (!shelf) {
    const { stamp, inventory } = heard;
    return {
      inventory,
      stamp,
      since: stamp,
      weighed: 0,
      mark: markOf('ok', inventory, how.limits),
    };
  }
  if (!isNewer(heard, shelf)) return shelf;
  const sold = how.moved ? 0 : Math.max(0, shelf.inventory - heard.inventory);
  return {
    inventory: heard.inventory,
    stamp: heard.stamp,
    since: shelf.since,
    weighed: shelf.weighed * 0.5 ** ((heard.stamp - shelf.stamp) / how.halfLife) + sold,
    mark: markOf(shelf.mark, heard.inventory, how.limits),
  };
}
