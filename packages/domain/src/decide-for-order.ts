import type { Command, Decision, RefusalReason } from '@lastpair/contracts';
import type { DropState, Held } from './drop-state.ts';
import { accepted, freeSlots, reasonAgainst, refused } from './reasons.ts';

type OrderCommand = Extract<
  Command,
  { kind: 'hold_for_payment' | 'settle' | 'resume' | 'reclaim' }
>;
type CommandOf<Kind extends OrderCommand['kind']> = Extract<OrderCommand, { kind: Kind }>;

/**
 * What an order asks of one pair. These have no deadline of their own: an order that was taken is carried to its end
 * however long the line was, and what its shopper did in time stays in time.
 */
export function decideForOrder(drop: DropState, command: OrderCommand, now: number): Decision {
  switch (command.kind) {
    case 'hold_for_payment':
      return decideHold(drop, command, now);
    case 'settle':
      return decideSettle(drop, command, now);
    case 'resume':
      return decideResume(drop, command, now);
    case 'reclaim':
      return decideReclaim(drop, command, now);
  }
}

function decideHold(
  drop: DropState,
  command: CommandOf<'hold_for_payment'>,
  now: number,
): Decision {
  const reservation = drop.reservations.get(command.reservationId);
  const reason = reasonAgainst(reservation, command);
  if (reason || !reservation) return refused(reason ?? 'unknown_reservation');
  // Nobody has more time left than a whole hold, though the click may be older than the decision on the hold.
  const leftMs = Math.min(reservation.expiresAt - command.receivedAt, drop.holdSeconds * 1000);
  return accepted({
    type: 'held_for_payment',
    reservationId: command.reservationId,
    orderId: command.orderId,
    size: reservation.size,
    stoppedAt: reservation.expiresAt - leftMs,
    leftMs,
    expiresAt: now + command.payWithinMs,
  });
}

function decideSettle(drop: DropState, command: CommandOf<'settle'>, now: number): Decision {
  const reservation = drop.reservations.get(command.reservationId);
  const reason = reasonNotPaying(reservation, command);
  if (reason || !reservation) return refused(reason ?? 'unknown_reservation');
  return accepted({
    type: 'purchased',
    reservationId: command.reservationId,
    orderId: command.orderId,
    purchaseId: command.commandId,
    size: reservation.size,
    expiresAt: reservation.expiresAt,
    priceCents: drop.priceCents,
    currency: drop.currency,
    at: now,
  });
}

function decideResume(drop: DropState, command: CommandOf<'resume'>, now: number): Decision {
  const reservation = drop.reservations.get(command.reservationId);
  const reason = reasonNotPaying(reservation, command);
  if (reason || !reservation) return refused(reason ?? 'unknown_reservation');
  return accepted({
    type: 'resumed',
    reservationId: command.reservationId,
    size: reservation.size,
    expiresAt: now + (reservation.leftMs ?? 0),
  });
}

/** Paid after its pair went back: any free pair of the size will do, as long as the limit allows it. */
function decideReclaim(drop: DropState, command: CommandOf<'reclaim'>, now: number): Decision {
  const gone = drop.reservations.get(command.reservationId);
  if (!gone) return refused('unknown_reservation');
  if (gone.shopperId !== command.shopperId) return refused('not_yours');
  if (gone.status !== 'expired') return refused(gone.status === 'paying' ? 'paying' : 'failed');
  const [slot] = freeSlots(drop, command.shopperId, 1);
  if (slot === undefined) return refused('limit_reached');
  if (drop.sizes.get(gone.size)?.available === 0) return refused('sold_out');
  return accepted({
    type: 'reclaimed',
    reservationId: command.commandId,
    orderId: command.orderId,
    replaces: command.reservationId,
    size: gone.size,
    slot,
    expiresAt: now,
  });
}

function reasonNotPaying(
  reservation: Held | undefined,
  command: OrderCommand,
): RefusalReason | undefined {
  if (!reservation) return 'unknown_reservation';
  if (reservation.shopperId !== command.shopperId) return 'not_yours';
  const { status, orderId } = reservation;
  if (status === 'purchased') return 'already_purchased';
  if (status === 'released') return 'already_released';
  if (status === 'expired') return 'expired';
  return status === 'paying' && orderId === command.orderId ? undefined : 'not_paying';
}
