import type { Outcome } from '@lastpair/contracts';

const lastSeqs = new Map<string, number>();
const keyOf = (dropId: string, size: string): string => `${dropId}/${size}`;

/** Keeps that an outcome of mine changed the stock of its size. */
export function noteOwnChange({ reservation, seq = 0 }: Outcome): void {
  if (!reservation) return;
  const key = keyOf(reservation.dropId, reservation.size);
  lastSeqs.set(key, Math.max(seq, lastSeqs.get(key) ?? 0));
}

/** The seq in its drop's log of my last change to a size; 0 when there was none. */
export const lastOwnChange = (dropId: string, size: string): number =>
  lastSeqs.get(keyOf(dropId, size)) ?? 0;
