import { colourWords } from './colour-words.ts';
import { hashOf } from './hash-of.ts';
import { css } from './oklch.ts';
import type { Oklch } from './oklch.ts';

/** Words that say how a colour is, and not which. */
const ADJECTIVES: ReadonlyMap<string, Partial<Record<'l' | 'c', number>>> = new Map([
  ['dark', { l: -0.14 }],
  ['deep', { l: -0.1 }],
  ['light', { l: 0.12 }],
  ['pale', { l: 0.14, c: -0.03 }],
  ['washed', { l: 0.08, c: -0.03 }],
  ['bright', { c: 0.04, l: 0.03 }],
  ['signal', { c: 0.04 }],
  ['neon', { c: 0.06, l: 0.06 }],
  ['solar', { c: 0.04, l: 0.02 }],
  ['electric', { c: 0.05 }],
]);

/** Reads a colourway such as "Ink / Signal Orange" into its colours, at least one, in order. */
export function parseColorway(colorway: string): Oklch[] {
  return colorway
    .split(/[/,+&·|-]/)
    .map((part) => part.trim().toLowerCase())
    .filter(Boolean)
    .concat(colorway.trim() ? [] : ['unnamed'])
    .map(colourOf);
}

/** "Harbour Fog" is a fog: the last word that is a colour counts. A word that nobody knows has always the same colour. */
function colourOf(part: string): Oklch {
  const words = part.split(/[^\p{L}]+/u).filter(Boolean);
  const colour = words.findLast((word) => colourWords.has(word));
  const known = colour === undefined ? undefined : colourWords.get(colour);
  let { l, c, h } = known ?? invented(part);
  for (const word of words) {
    if (word === colour) continue;
    l += ADJECTIVES.get(word)?.l ?? 0;
    c += ADJECTIVES.get(word)?.c ?? 0;
  }
  return { l: Math.min(0.98, Math.max(0.18, l)), c: Math.min(0.29, Math.max(0, c)), h };
}

function invented(text: string): Oklch {
  const hash = hashOf(text);
  return {
    l: 0.42 + ((hash >>> 9) % 44) / 100,
    c: 0.05 + ((hash >>> 17) % 13) / 100,
    h: hash % 360,
  };
}

/** The colours of a colourway as CSS, for swatches. */
export const swatchesOf = (colorway: string): string[] => parseColorway(colorway).map(css);
