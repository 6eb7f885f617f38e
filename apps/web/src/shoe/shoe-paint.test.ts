import { expect, test } from 'vitest';
import { shoePaintOf } from './shoe-paint.ts';

test('a shoe of one colour still has a mark that can be seen, and every part a colour', () => {
  const paint = shoePaintOf('Black / Black');
  expect(paint.accent).not.toBe(paint.upper);
  for (const colour of Object.values(paint))
    expect(colour).toMatch(/^oklch\([\d.]+ [\d.]+ [\d.]+\)$/);
});

test('gum is always under the shoe', () => {
  expect(shoePaintOf('Gum / White').outsole).toBe(shoePaintOf('White / Gum').outsole);
});
