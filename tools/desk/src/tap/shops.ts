import type { Reading } from '@lastpair/contracts';

/** Ten shops and twenty models that are nobody's. */
export const stores: readonly string[] = [
  'Harbour Street',
  'Old Mill',
  'Station Row',
  'Canal Side',
  'North Gate',
  'Linden Court',
  'Market Hall',
  'Upper Quay',
  'Garden Arcade',
  'Airport Pier',
];
export const models: readonly string[] = [
  'Ferrywalk 2',
  'Gravel Court',
  'Switchback Mid',
  'Nightline 04',
  'Atelier Runner',
  'Pulse Low',
  'Thermal One',
  'Summit Line',
  'Terminus High',
  'Lighthouse GT',
  'Moonwalker',
  'Cobble',
  'Slipway',
  'Tidemark',
  'Overpass',
  'Relay 9',
  'Quarry Low',
  'Signal Box',
  'Lantern',
  'Wayfarer Knit',
];

/** What a shelf has at the start, what it gets when it is empty, and how often an empty one gets it. */
const START = { least: 2, most: 60 };
const DELIVERY = { least: 15, most: 45 };
const DELIVERY_CHANCE = 0.2;

/** Shops that sell, one pair at a time. The same `seed` sells the same pairs. */
export type Shops = {
  /** What is on every shelf. */
  levels(): Reading[];
  /** Sells one pair somewhere, or has one delivered to where there is nothing left, and says what is there then. */
  next(): Reading;
  /** A number from 0 to 1, of the same seed. */
  chance(): number;
};

export function openShops(seed: number): Shops {
  const chance = createChance(seed);
  const between = ({ least, most }: { least: number; most: number }): number =>
    least + Math.floor(chance() * (most - least + 1));
  const shelves = stores.flatMap((store) =>
    models.map((model) => ({ store, model, inventory: between(START) })),
  );
  // Squared, so that a few models in a few stores sell most.
  const pick = () => shelves[Math.floor(chance() ** 2 * shelves.length)]!;
  // The popular ones are not all in the first store.
  shelves.sort((a, b) => hashOf(a.store + a.model) - hashOf(b.store + b.model));

  return {
    levels: () => shelves.map((shelf) => ({ ...shelf })),
    next() {
      for (;;) {
        const shelf = pick();
        if (shelf.inventory > 0) shelf.inventory -= 1;
        else if (chance() < DELIVERY_CHANCE) shelf.inventory = between(DELIVERY);
        else continue;
        return { ...shelf };
      }
    },
    chance,
  };
}

/** mulberry32: a small generator of numbers that look random, by Tommy Ettinger, in the public domain. */
function createChance(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const hashOf = (text: string): number => {
  let hash = 7;
  for (const letter of text) hash = (Math.imul(hash, 31) + letter.codePointAt(0)!) | 0;
  return hash;
};
