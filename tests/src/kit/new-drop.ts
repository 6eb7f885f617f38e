import type { NewDrop } from '@lastpair/contracts';

/** A drop of one pair for each shopper, for tests that make it in the database. */
export const newDrop = (
  total: number,
  more: Partial<Pick<NewDrop, 'sizes' | 'limitPerShopper'>> = {},
): NewDrop => ({
  product: {
    brand: 'Aster',
    name: 'Moonwalker',
    colorway: 'Ash / Volt',
    priceCents: 19_000,
    currency: 'USD',
  },
  sizes: [{ size: '42', total }],
  holdSeconds: 60,
  limitPerShopper: 1,
  stockDisplay: 'exact',
  ...more,
});
