import type { Limits } from '@lastpair/contracts';

/** What one store has of the model in question. */
export type Stand = {
  storeId: number;
  store: string;
  inventory: number;
  perHour: number;
  /** Requested or on the way to it, and requested of it but not yet sent. */
  incoming: number;
  outgoing: number;
  limits: Limits;
};

export type Suggested = {
  from: Stand;
  to: Stand;
  quantity: number;
  hoursGained: number | null;
  words: string;
};

/** A store should last for a day of business, and is in need when it would not last for two hours. */
const COVER_HOURS = 8;
const NEED_HOURS = 2;

/**
 * Transfers of one model that would do good: to stores that are at their low limit or about to sell out, neediest first,
 * from those that can spare most. Nobody gives what it needs for a day itself; what is on its way already counts.
 * `isDismissed` says which ways nobody wants.
 */
export function suggestTransfers(
  model: string,
  stands: readonly Stand[],
  isDismissed: (fromStoreId: number, toStoreId: number) => boolean = () => false,
): Suggested[] {
  const needy = stands
    .filter(isInNeed)
    .map((stand) => ({ stand, lacks: keepOf(stand) - haveOf(stand) }))
    .toSorted((a, b) => hoursOf(a.stand) - hoursOf(b.stand) || a.stand.storeId - b.stand.storeId);
  const donors = stands
    .map((stand) => ({ stand, spare: stand.inventory - stand.outgoing - keepOf(stand) }))
    .filter(({ stand, spare }) => spare > 0 && !isInNeed(stand));

  const suggested: Suggested[] = [];
  for (const need of needy) {
    const order = donors.toSorted((a, b) => b.spare - a.spare || a.stand.storeId - b.stand.storeId);
    for (const donor of order) {
      const quantity = Math.min(need.lacks, donor.spare);
      if (quantity < 1 || isDismissed(donor.stand.storeId, need.stand.storeId)) continue;
      need.lacks -= quantity;
      donor.spare -= quantity;
      suggested.push(suggestion(model, donor.stand, need.stand, quantity));
    }
  }
  return suggested;
}

/** What the store will have when all that is agreed has happened. */
const haveOf = ({ inventory, incoming, outgoing }: Stand): number =>
  inventory - outgoing + incoming;

/** What it should have. */
const keepOf = ({ perHour, limits: { low, margin } }: Stand): number =>
  Math.max(low === null ? 0 : low + margin, Math.ceil(perHour * COVER_HOURS));

const hoursOf = (stand: Stand): number =>
  stand.perHour > 0 ? Math.max(0, haveOf(stand)) / stand.perHour : Number.MAX_VALUE;

const isInNeed = (stand: Stand): boolean => {
  const { low } = stand.limits;
  const have = haveOf(stand);
  return (low !== null && have <= low) || have < stand.perHour * NEED_HOURS;
};

function suggestion(model: string, from: Stand, to: Stand, quantity: number): Suggested {
  const hoursGained = to.perHour > 0 ? round(quantity / to.perHour) : null;
  const coming = to.incoming > 0 ? ` and ${to.incoming} coming` : '';
  const effect = hoursGained === null ? 'it sells none yet' : `lasts ${hoursGained} h longer`;
  const words =
    `${from.store} has ${from.inventory} ${model} and sells ${round(from.perHour)} an hour; ` +
    `${to.store} has ${to.inventory}${coming} and sells ${round(to.perHour)} an hour: ` +
    `move ${quantity}, ${effect}`;
  return { from, to, quantity, hoursGained, words };
}

const round = (value: number): number => Math.round(value * 10) / 10;
