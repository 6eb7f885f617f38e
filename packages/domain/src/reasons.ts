import type { Command, Decision, DropEvent, RefusalReason } from '@lastpair/contracts';
import type { DropState, Held } from './drop-state.ts';

export const accepted = (event: DropEvent): Decision => ({ status: 'accepted', event });
export const refused = (reason: RefusalReason): Decision => ({ status: 'refused', reason });

/** The lowest free numbers of a shopper's pairs, up to `count` of them. */
export function freeSlots(drop: DropState, shopperId: string, count: number): number[] {
  const taken = drop.slots.get(shopperId);
  const free: number[] = [];
  for (let slot = 1; slot <= drop.limitPerShopper && free.length < count; slot += 1) {
    if (!taken?.has(slot)) free.push(slot);
  }
  return free;
}

/** Why the sender may not decide on this reservation, if so. What came in time is honoured however long the line. */
export function reasonAgainst(
  reservation: Held | undefined,
  command: Pick<Command, 'shopperId' | 'receivedAt'>,
): RefusalReason | undefined {
  if (!reservation) return 'unknown_reservation';
  if (reservation.shopperId !== command.shopperId) return 'not_yours';
  if (reservation.status === 'purchased') return 'already_purchased';
  if (reservation.status === 'released') return 'already_released';
  if (reservation.status === 'expired') return 'expired';
  if (reservation.status === 'paying') return 'paying';
  return command.receivedAt >= reservation.expiresAt ? 'expired' : undefined;
}
