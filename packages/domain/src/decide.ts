import type { Command, Decision, DropEvent, RefusalReason } from '@lastpair/contracts';
import type { DropState, Held } from './drop-state.ts';

/** A shopper's command that is older than this when it is decided is refused as `timed_out`. */
export const COMMAND_DEADLINE_MS = 15_000;

/** Anyone's clock may run out once. From the second hold that lapses in a drop on, each is followed by a wait. */
export const LAPSES_FORGIVEN = 1;

type CommandOf<Kind extends Command['kind']> = Extract<Command, { kind: Kind }>;

const accepted = (event: DropEvent): Decision => ({ status: 'accepted', event });
const refused = (reason: RefusalReason): Decision => ({ status: 'refused', reason });

/**
 * The rules of a drop: what becomes of `command`, given what is so and the time `now` (epoch
 * milliseconds). It changes nothing; `evolve` does. A refusal is an answer, never an exception.
 */
export function decide(drop: DropState, command: Command, now: number): Decision {
  switch (command.kind) {
    case 'reserve':
      return inTime(command, now, decideReserve(drop, command, now));
    case 'purchase':
      return inTime(command, now, decidePurchase(drop, command, now));
    case 'release':
      return inTime(command, now, decideRelease(drop, command));
    case 'expire':
      return decideExpire(drop, command, now);
    case 'open':
      return accepted({ type: 'opened', at: command.receivedAt });
    case 'close':
      return accepted({ type: 'closed' });
    case 'restock':
      return drop.sizes.has(command.size)
        ? accepted({ type: 'restocked', size: command.size, quantity: command.quantity })
        : refused('unknown_size');
  }
}

/** A shopper who has waited too long has gone: what would be accepted now is refused instead. */
function inTime(command: Command, now: number, decision: Decision): Decision {
  const late = now - command.receivedAt > COMMAND_DEADLINE_MS;
  return late && decision.status === 'accepted' ? refused('timed_out') : decision;
}

function decideReserve(drop: DropState, command: CommandOf<'reserve'>, now: number): Decision {
  const size = drop.sizes.get(command.size);
  if (!size) return refused('unknown_size');
  if (!isOpenTo(drop, command)) return refused(drop.status === 'closed' ? 'closed' : 'not_open');
  const slot = freeSlot(drop, command.shopperId);
  if (slot === undefined) return refused('limit_reached');
  const until = coolingUntil(drop, command.shopperId);
  if (until > now) return { status: 'refused', reason: 'cooling_down', until };
  if (size.available === 0) return refused('sold_out');
  return accepted({
    type: 'reserved',
    // The id of the command that made it: one thing, one id.
    reservationId: command.commandId,
    size: command.size,
    slot,
    expiresAt: now + drop.holdSeconds * 1000,
  });
}

/** Open, and not clicked early: what came before the opening time is refused however late it is decided. */
const isOpenTo = (drop: DropState, command: Command): boolean =>
  drop.status === 'open' && (drop.opensAt === null || command.receivedAt >= drop.opensAt);

/** When this shopper may reserve again, in epoch milliseconds: holding pairs again and again and buying none has an end. */
function coolingUntil({ lapses, cooldownSeconds }: DropState, shopperId: string): number {
  const mine = lapses.get(shopperId);
  return mine && mine.count > LAPSES_FORGIVEN ? mine.lastAt + cooldownSeconds * 1000 : 0;
}

function freeSlot(drop: DropState, shopperId: string): number | undefined {
  const taken = drop.slots.get(shopperId);
  if (!taken) return 1;
  for (let slot = 1; slot <= drop.limitPerShopper; slot += 1) {
    if (!taken.has(slot)) return slot;
  }
  return undefined;
}

function decidePurchase(drop: DropState, command: CommandOf<'purchase'>, now: number): Decision {
  const reservation = drop.reservations.get(command.reservationId);
  const reason = reasonAgainst(reservation, command);
  if (reason || !reservation) return refused(reason ?? 'unknown_reservation');
  return accepted({
    type: 'purchased',
    reservationId: command.reservationId,
    purchaseId: command.commandId,
    size: reservation.size,
    expiresAt: reservation.expiresAt,
    priceCents: drop.priceCents,
    currency: drop.currency,
    at: now,
  });
}

function decideRelease(drop: DropState, command: CommandOf<'release'>): Decision {
  const reservation = drop.reservations.get(command.reservationId);
  const reason = reasonAgainst(reservation, command);
  if (reason || !reservation) return refused(reason ?? 'unknown_reservation');
  return accepted({
    type: 'released',
    reservationId: command.reservationId,
    size: reservation.size,
    expiresAt: reservation.expiresAt,
  });
}

/** Why the sender may not end this reservation, if so. What came in time is honoured however long the line. */
function reasonAgainst(
  reservation: Held | undefined,
  command: CommandOf<'purchase' | 'release'>,
): RefusalReason | undefined {
  if (!reservation) return 'unknown_reservation';
  if (reservation.shopperId !== command.shopperId) return 'not_yours';
  if (reservation.status === 'purchased') return 'already_purchased';
  if (reservation.status === 'released') return 'already_released';
  if (reservation.status === 'expired') return 'expired';
  return command.receivedAt >= reservation.expiresAt ? 'expired' : undefined;
}

function decideExpire(drop: DropState, command: CommandOf<'expire'>, now: number): Decision {
  const reservation = drop.reservations.get(command.reservationId);
  if (!reservation) return refused('unknown_reservation');
  if (reservation.status === 'purchased') return refused('already_purchased');
  if (reservation.status === 'released') return refused('already_released');
  if (reservation.status === 'expired') return refused('expired');
  // Never asked by the worker, which expires only what is due: no mistake may take a pair from anyone.
  if (now < reservation.expiresAt) return refused('failed');
  return accepted({
    type: 'expired',
    reservationId: command.reservationId,
    size: reservation.size,
    expiresAt: reservation.expiresAt,
  });
}
