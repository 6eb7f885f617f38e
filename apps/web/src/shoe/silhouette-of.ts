import { hashOf } from './hash-of.ts';

/** The shoes that can be drawn. */
export const silhouettes = ['runner', 'court', 'high', 'trail'] as const;
export type Silhouette = (typeof silhouettes)[number];

/** Names that tell what kind of shoe it is. The first that fits counts. */
const hints: readonly [RegExp, Silhouette][] = [
  [/\b(high|hi|boot|tower|thermal)\b/i, 'high'],
  [/\b(mid|trail|summit|hike|switchback|ridge)\b/i, 'trail'],
  [/\b(court|low|board|skate|club|deck|ferrywalk)\b/i, 'court'],
  [/\b(run|runner|gt|pace|racer|sprint|pulse)\b/i, 'runner'],
];

/** The silhouette of a product: what its name says, else one that is always the same for the same name. */
export function silhouetteOf(name: string): Silhouette {
  const hinted = hints.find(([words]) => words.test(name))?.[1];
  return hinted ?? silhouettes[hashOf(name) % silhouettes.length] ?? 'runner';
}
