import type { DropEvent } from '@lastpair/contracts';
import type { DropState, Held, SizeCount } from './drop-state.ts';

/**
 * Makes an accepted event true in `drop`, in place: whoever folds a batch owns the state it folds.
 * `shopperId` is whose command it was. Throws if the event cannot follow from the state, which is a bug.
 */
export function evolve(drop: DropState, event: DropEvent, shopperId: string): void {
  switch (event.type) {
    case 'reserved': {
      const { size, slot, expiresAt } = event;
      hold(drop, event.reservationId, { size, shopperId, slot, status: 'active', expiresAt });
      return;
    }
    case 'reserved_many': {
      const { expiresAt } = event;
      for (const { reservationId, size, slot } of event.pairs) {
        hold(drop, reservationId, { size, shopperId, slot, status: 'active', expiresAt });
      }
      return;
    }
    case 'reclaimed': {
      const { size, slot, expiresAt, orderId } = event;
      const status = 'paying';
      hold(drop, event.reservationId, {
        size,
        shopperId,
        slot,
        status,
        expiresAt,
        orderId,
        stoppedAt: expiresAt,
        leftMs: 0,
      });
      return;
    }
    case 'held_for_payment': {
      const { orderId, stoppedAt, leftMs, expiresAt } = event;
      const reservation = heldAs(drop, event.reservationId, 'active');
      Object.assign(reservation, {
        status: 'paying',
        orderId,
        stoppedAt,
        leftMs,
        expiresAt,
      });
      return;
    }
    case 'resumed': {
      const reservation = heldAs(drop, event.reservationId, 'paying');
      reservation.status = 'active';
      reservation.expiresAt = event.expiresAt;
      delete reservation.orderId;
      delete reservation.stoppedAt;
      delete reservation.leftMs;
      return;
    }
    case 'purchased':
      end(drop, event.reservationId, 'purchased');
      move(sizeOf(drop, event.size), 'reserved', 'sold');
      return;
    case 'released':
    case 'expired': {
      const reservation = end(drop, event.reservationId, event.type);
      move(sizeOf(drop, event.size), 'reserved', 'available');
      drop.slots.get(reservation.shopperId)?.delete(reservation.slot);
      if (event.type === 'expired') addLapse(drop, reservation);
      return;
    }
    case 'opened':
      drop.status = 'open';
      drop.opensAt = Math.min(drop.opensAt ?? event.at, event.at);
      return;
    case 'closed':
      drop.status = 'closed';
      return;
    case 'restocked': {
      const size = sizeOf(drop, event.size);
      size.total += event.quantity;
      size.available += event.quantity;
    }
  }
}

function sizeOf(drop: DropState, label: string): SizeCount {
  const size = drop.sizes.get(label);
  if (!size) throw new Error(`drop ${drop.id} has no size ${label}`);
  return size;
}

function addLapse(drop: DropState, { shopperId, expiresAt }: Held): void {
  const { count, lastAt } = drop.lapses.get(shopperId) ?? { count: 0, lastAt: 0 };
  drop.lapses.set(shopperId, { count: count + 1, lastAt: Math.max(lastAt, expiresAt) });
}

type Place = 'available' | 'reserved' | 'sold';

/** One pair moves from one place to another: the sum cannot change. */
function move(size: SizeCount, from: Place, to: Place): void {
  if (size[from] === 0) throw new Error(`no pair is ${from}`);
  size[from] -= 1;
  size[to] += 1;
}

/** A free pair becomes a reservation. */
function hold(drop: DropState, reservationId: string, held: Held): void {
  if (drop.reservations.has(reservationId)) throw new Error(`${reservationId} is there already`);
  move(sizeOf(drop, held.size), 'available', 'reserved');
  drop.reservations.set(reservationId, held);
  const slots = drop.slots.get(held.shopperId);
  if (slots) slots.add(held.slot);
  else drop.slots.set(held.shopperId, new Set([held.slot]));
}

function end(
  drop: DropState,
  reservationId: string,
  status: 'purchased' | 'released' | 'expired',
): Held {
  const live = status === 'released' ? ['active' as const] : ['active' as const, 'paying' as const];
  const reservation = heldAs(drop, reservationId, ...live);
  reservation.status = status;
  return reservation;
}

function heldAs(drop: DropState, reservationId: string, ...statuses: Held['status'][]): Held {
  const reservation = drop.reservations.get(reservationId);
  if (!reservation || !statuses.includes(reservation.status)) {
    throw new Error(`${reservationId} is not ${statuses.join(' or ')}`);
  }
  return reservation;
}
