import { createRandom, pick } from './random.ts';

/** Everybody clicks within this time after the gun. */
export const RUSH_MS = 1_000;

/** How a shopper who holds a pair goes on. */
export const endings = ['buy', 'buy twice', 'let go', 'let go, then buy', 'walk away'] as const;
export type Ending = (typeof endings)[number];

/** What one shopper does on one visit to the drop. */
export type Choices = {
  /** Index of the wanted size. */
  size: number;
  /** When the click comes, after the gun. */
  clickAfterMs: number;
  /** An impatient shopper clicks again: the same command sent once more, or a new one. */
  secondClick: 'none' | 'same id' | 'new id';
  secondClickAfterMs: number;
  ending: Ending;
  /** How long a held pair is looked at before the shopper decides. */
  thinkMs: number;
  /** How often a shopper who found everything sold out comes back when pairs do. */
  returns: number;
};

/** The shares of the crowd, in percent. */
const SECOND_CLICKS = { none: 90, 'same id': 5, 'new id': 5 };
const ENDINGS = {
  buy: 60,
  'buy twice': 10,
  'let go': 12,
  'let go, then buy': 6,
  'walk away': 12,
} satisfies Record<Ending, number>;
const RETURNS = { '0': 70, '1': 10, '2': 10, '3': 10 };

/** What shopper number `shopper` does on visit number `visit`: always the same for the same seed. */
export function chooseFor(
  who: { seed: number; shopper: number; visit: number },
  drop: { sizeCount: number; holdSeconds: number },
): Choices {
  const random = createRandom(who.seed, who.shopper, who.visit);
  // The sum of two dice: sizes in the middle are wanted most, as feet are.
  const size = Math.floor(((random() + random()) / 2) * drop.sizeCount);
  const longestThoughtMs = Math.min(3_000, drop.holdSeconds * 600);
  return {
    size,
    clickAfterMs: random() * RUSH_MS,
    secondClick: pick(random, SECOND_CLICKS),
    secondClickAfterMs: 30 + random() * 400,
    ending: pick(random, ENDINGS),
    thinkMs: 100 + random() * (longestThoughtMs - 100),
    // People who are turned away come back as often as they please, but each time it is one fewer.
    returns: Number(pick(createRandom(who.seed, who.shopper), RETURNS)) - who.visit,
  };
}
