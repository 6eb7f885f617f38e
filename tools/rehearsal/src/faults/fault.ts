import type { Ground, Part } from '../ground.ts';

/** What a fault is given to work with. `random` is of the seed; draw all that is needed before the first await. */
export type Struck = {
  ground: Ground;
  random: () => number;
  /** Resolves after some time in which the fault lasts. */
  hold: (minMs: number, maxMs: number) => Promise<void>;
};

/**
 * A way to break the store. Strikes, lasts, and resolves when it is mended as far as an operator or the machine would
 * mend it; what is left to do is the store's. Gives what it was, in words for the report.
 */
export type Fault = { kind: string; strike: (struck: Struck) => Promise<string> };

/** One of a list, by chance. */
export function oneOf<T>(random: () => number, list: readonly T[]): T {
  const chosen = list[Math.floor(random() * list.length)];
  if (chosen === undefined) throw new Error('nothing to choose from');
  return chosen;
}

/** Any process of the store. */
export const anyPart = ({ ground, random }: Struck): Part =>
  oneOf(random, [...ground.apis, ...ground.workers]);

/** Stops a process as if its machine had forgotten it, for a while. */
export async function freeze(part: Part, until: Promise<void>): Promise<void> {
  part.process.kill('SIGSTOP');
  await until;
  part.process.kill('SIGCONT');
}
