import type { Limits } from '@lastpair/contracts';

/** Limits in one sentence. */
export function limitsInWords({ low, high, margin }: Limits): string {
  const parts = [
    ...(low === null ? [] : [`too few at ${low} or less`]),
    ...(high === null ? [] : [`too many at ${high} or more`]),
  ];
  return parts.length === 0 ? 'never an alert' : `${parts.join(', ')}; well again ${margin} away`;
}
