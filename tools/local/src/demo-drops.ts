import type { NewDrop } from '@lastpair/contracts';

/** A drop of the demo, and what happens to it before anyone looks. */
export type DemoDrop = {
  drop: Omit<NewDrop, 'opensAt'>;
  /** Sizes that demo shoppers buy, one pair for each mention. */
  bought: string[];
};

const product = (brand: string, name: string, colorway: string, priceCents: number) => ({
  product: { brand, name, colorway, priceCents, currency: 'USD' },
});

/** The same number of pairs in each of these sizes. */
const each = (total: number, ...sizes: string[]) => sizes.map((size) => ({ size, total }));

const times = (count: number, size: string): string[] => Array.from({ length: count }, () => size);

/** Opened at the first start. The shoes and their makers are invented. Oldest first: a list shows the last one on top. */
export const openDrops: readonly DemoDrop[] = [
  {
    drop: {
      ...product('Halden', 'Ferrywalk 2', 'Harbour Fog / Rope', 12_900),
      sizes: each(150, '39', '40', '41', '42', '43', '44', '45'),
      holdSeconds: 600,
      limitPerShopper: 3,
      stockDisplay: 'levels',
    },
    bought: [...times(4, '42'), ...times(3, '43')],
  },
  {
    drop: {
      ...product('Orrin & Vale', 'Gravel Court', 'Sandstone / Gum', 16_500),
      sizes: each(60, '40', '40.5', '41', '41.5', '42', '42.5', '43', '44', '45'),
      holdSeconds: 300,
      limitPerShopper: 2,
      stockDisplay: 'exact',
    },
    bought: [...times(5, '41'), ...times(6, '42.5')],
  },
  {
    drop: {
      ...product('Mirador', 'Switchback Mid', 'Pine / Ember', 21_000),
      sizes: [...each(4, '40', '45', '46'), ...each(9, '41', '42', '43', '44')],
      holdSeconds: 180,
      limitPerShopper: 1,
      stockDisplay: 'levels',
    },
    bought: [...times(4, '46'), ...times(8, '42'), ...times(5, '43')],
  },
  {
    drop: {
      ...product('Kestrel Works', 'Nightline 04', 'Ink / Signal Orange', 24_500),
      sizes: [
        { size: '41', total: 2 },
        { size: '42', total: 4 },
        { size: '43', total: 3 },
        { size: '44', total: 2 },
      ],
      holdSeconds: 120,
      limitPerShopper: 1,
      stockDisplay: 'exact',
    },
    bought: [...times(2, '41'), ...times(4, '42'), ...times(3, '43'), ...times(2, '44')],
  },
  {
    drop: {
      ...product('Solenne', 'Atelier Runner', 'Bone / Oxblood', 32_000),
      sizes: [
        { size: '40', total: 2 },
        { size: '42', total: 3 },
        { size: '43', total: 2 },
      ],
      holdSeconds: 90,
      limitPerShopper: 1,
      stockDisplay: 'exact',
    },
    // One pair of 43 is left: the last pair.
    bought: [...times(2, '40'), ...times(3, '42'), '43'],
  },
  {
    drop: {
      ...product('Tramline', 'Pulse Low', 'Chalk / Electric Lime', 9_900),
      sizes: each(12, '40', '41', '42', '43', '44', '45', '46'),
      holdSeconds: 60,
      limitPerShopper: 2,
      stockDisplay: 'exact',
    },
    bought: ['41', '44', '44'],
  },
  {
    drop: {
      ...product('Kestrel Works', 'Thermal One', 'Glacier / Smoke', 18_900),
      sizes: each(1_000, '38', '39', '40', '41', '42', '43', '44', '45', '46', '47'),
      holdSeconds: 300,
      limitPerShopper: 1,
      stockDisplay: 'exact',
    },
    bought: ['42', '43', '40', '44'],
  },
];

/** What is about to open when a start finds nothing that is; each start takes the next one. */
export const scheduledDrops: readonly Omit<NewDrop, 'opensAt'>[] = [
  {
    ...product('Mirador', 'Summit Line', 'Basalt / Dawn', 22_900),
    sizes: each(40, '40', '41', '42', '43', '44', '45', '46'),
    holdSeconds: 120,
    limitPerShopper: 1,
    stockDisplay: 'exact',
  },
  {
    ...product('Tramline', 'Terminus High', 'Graphite / Coral', 13_900),
    sizes: each(25, '40', '41', '42', '43', '44', '45'),
    holdSeconds: 60,
    limitPerShopper: 1,
    stockDisplay: 'levels',
  },
  {
    ...product('Halden', 'Lighthouse GT', 'Foghorn / Brass', 17_900),
    sizes: each(30, '39', '40', '41', '42', '43', '44', '45'),
    holdSeconds: 90,
    limitPerShopper: 2,
    stockDisplay: 'exact',
  },
];

/** Those who have been here before; each buys one pair at a time. */
export const demoShoppers: readonly string[] = [
  'Amara',
  'Bilal',
  'Chiara',
  'Devon',
  'Elif',
  'Farid',
  'Greta',
  'Hiro',
  'Imani',
  'Jonas',
  'Kaia',
  'Lucía',
];
