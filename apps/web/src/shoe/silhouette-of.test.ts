import { expect, test } from 'vitest';
import { silhouetteOf, silhouettes } from './silhouette-of.ts';

test('a name that tells its shape gets it', () => {
  expect(silhouetteOf('Terminus High')).toBe('high');
  expect(silhouetteOf('Gravel Court')).toBe('court');
  expect(silhouetteOf('Atelier Runner')).toBe('runner');
  expect(silhouetteOf('Switchback Mid')).toBe('trail');
});

test('any other name has always the same shape, and together they have all', () => {
  const names = Array.from({ length: 60 }, (_, index) => `Model ${index}`);
  expect(names.map(silhouetteOf)).toEqual(names.map(silhouetteOf));
  expect(new Set(names.map(silhouetteOf))).toEqual(new Set(silhouettes));
});
