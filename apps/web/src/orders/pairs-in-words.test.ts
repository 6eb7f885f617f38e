import { expect, test } from 'vitest';
import { pairsInWords } from './pairs-in-words.ts';

test('pairs of one shoe stand together', () => {
  const lines = [
    { name: 'Moonwalker', size: '42' },
    { name: 'Comet High', size: '41' },
    { name: 'Moonwalker', size: '43' },
  ];
  expect(pairsInWords(lines)).toBe('Moonwalker 42, 43 and Comet High 41');
});
