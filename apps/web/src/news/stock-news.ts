import type { SizeView } from '@lastpair/contracts';

/** What became of the sizes somebody looks at, from one view to the next. */
export function stockNewsOf(
  before: readonly SizeView[],
  after: readonly SizeView[],
  lookedAt: ReadonlySet<string>,
): { size: string; became: 'out' | 'back' }[] {
  const levelBefore = new Map(before.map(({ size, level }) => [size, level]));
  return after.flatMap(({ size, level }) => {
    const was = levelBefore.get(size);
    if (was === undefined || !lookedAt.has(size) || (was === 'out') === (level === 'out'))
      return [];
    return [{ size, became: level === 'out' ? ('out' as const) : ('back' as const) }];
  });
}
