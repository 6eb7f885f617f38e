import type { Limits, Mark } from '@lastpair/contracts';

/**
 * Whether a shelf has too little or too much, given what it was before. It becomes `low` at the limit, and well again
 * only `margin` above it; `high` the same the other way. So an inventory that swings by less than the margin
 * changes nothing.
 */
export function markOf(before: Mark, inventory: number, { low, high, margin }: Limits): Mark {
  if (low !== null && inventory <= low) return 'low';
  if (high !== null && inventory >= high) return 'high';
  if (before === 'low' && low !== null && inventory < low + margin) return 'low';
  if (before === 'high' && high !== null && inventory > high - margin) return 'high';
  return 'ok';
}
