const NAMES = [
  'Ada',
  'Bo',
  'Cleo',
  'Dani',
  'Eli',
  'Fay',
  'Gus',
  'Hana',
  'Ines',
  'Jo',
  'Kai',
  'Lea',
  'Milo',
  'Nora',
  'Otis',
  'Pia',
  'Quinn',
  'Rosa',
  'Sami',
  'Tess',
  'Uma',
  'Vito',
  'Wren',
  'Yara',
  'Zoe',
];

/** A name for shopper number `index`, to be shown beside a purchase. */
export const shopperName = (index: number): string =>
  `${NAMES[index % NAMES.length] ?? 'Shopper'} ${index + 1}`;
