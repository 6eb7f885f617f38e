import { expect, test } from 'vitest';
import { colourWords } from './colour-words.ts';
import { parseColorway } from './parse-colorway.ts';

test('each part of a colourway is a colour, and its last colour word counts', () => {
  expect(parseColorway('Glacier / Smoke')).toEqual([
    colourWords.get('glacier'),
    colourWords.get('smoke'),
  ]);
  const [, mark] = parseColorway('Ink / Signal Orange');
  expect(mark?.h).toBe(colourWords.get('orange')?.h);
  expect(mark?.c).toBeGreaterThan(colourWords.get('orange')?.c ?? 1);
  expect(parseColorway('Harbour Fog')).toEqual([colourWords.get('fog')]);
});

test('a word that nobody knows has always the same colour, and another word another', () => {
  const [zorblax] = parseColorway('Zorblax');
  expect(parseColorway('Zorblax')).toEqual([zorblax]);
  expect(parseColorway('Quuxberry')).not.toEqual([zorblax]);
});

test('any text has a colour', () => {
  for (const text of ['', ' / ', '///', '🔥', '黒 / 白']) {
    expect(parseColorway(text).length).toBeLessThanOrEqual(3);
    for (const { l, c, h } of parseColorway(text)) {
      expect([l, c, h].every(Number.isFinite)).toBe(true);
    }
  }
});

test('every colour word is a colour', () => {
  expect(colourWords.size).toBeGreaterThan(120);
  for (const [word, { l, c, h }] of colourWords) {
    expect(word).toMatch(/^[a-z]+$/);
    expect(l > 0.1 && l < 1 && c >= 0 && c < 0.3 && h >= 0 && h < 361).toBe(true);
  }
});
