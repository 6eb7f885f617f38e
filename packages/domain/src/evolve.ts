import type { DropEvent } from '@lastpair/contracts';
import type { DropState, Held, SizeCount } from './drop-state.ts';

/**
 * Makes an accepted event true in `drop`, in place: whoever folds a batch owns the state it folds.
 * `shopperId` is whose command it was. Throws if the event cannot follow from the state, which is a bug.
 */
export function evolve(drop: DropState, event: DropEvent, shopperId: string): void {
  switch (event.type) {
    case 'reserved': {
      const size = sizeOf(drop, event.size);
      move(size, 'available', 'reserved');
      drop.reservations.set(event.reservationId, {
        size: event.size,
        shopperId,
        slot: event.slot,
        status: 'active',
        expiresAt: event.expiresAt,
      });
      const slots = drop.slots.get(shopperId);
      if (slots) slots.add(event.slot);
      else drop.slots.set(shopperId, new Set([event.slot]));
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

function end(drop: DropState, reservationId: string, status: 'purchased' | 'released' | 'expired') {
  const reservation = drop.reservations.get(reservationId);
  if (reservation?.status !== 'active') throw new Error(`${reservationId} is not active`);
  reservation.status = status;
  return reservation;
}
