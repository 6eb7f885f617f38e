import { z } from 'zod';
import { SizeLabel } from './command.ts';
import { Id, Instant, toInstant } from './ids.ts';

/** Why a command was refused. When several are true, the one that stands first is given. */
export const refusalReasons = [
  'unknown_drop',
  'unknown_size',
  'not_open',
  'closed',
  'unknown_reservation',
  'not_yours',
  'already_purchased',
  'already_released',
  'expired',
  'paying',
  'not_paying',
  'limit_reached',
  'cooling_down',
  'sold_out',
  'timed_out',
  'failed',
] as const;
export const RefusalReason = z.enum(refusalReasons);
export type RefusalReason = z.infer<typeof RefusalReason>;

export const reservationStatuses = [
  'active',
  'paying',
  'purchased',
  'released',
  'expired',
] as const;
export const ReservationStatus = z.enum(reservationStatuses);
export type ReservationStatus = z.infer<typeof ReservationStatus>;

/**
 * One pair held for one shopper until `expiresAt`. While it is `paying` its own clock stands still, since `stoppedAt` and
 * with `leftMs` on it, and `expiresAt` is when the order `orderId` must be paid.
 */
export const Reservation = z
  .object({
    id: Id,
    dropId: Id,
    size: SizeLabel,
    status: ReservationStatus,
    expiresAt: Instant,
    orderId: Id.optional(),
    stoppedAt: Instant.optional(),
    leftMs: z.int().optional(),
  })
  .meta({ id: 'Reservation' });
export type Reservation = z.infer<typeof Reservation>;

/** One pair sold. The price is in the smallest unit of the currency. */
export const Purchase = z
  .object({
    id: Id,
    reservationId: Id,
    dropId: Id,
    size: SizeLabel,
    priceCents: z.int(),
    currency: z.string(),
    purchasedAt: Instant,
  })
  .meta({ id: 'Purchase' });
export type Purchase = z.infer<typeof Purchase>;

/**
 * The answer to one command. `accepted` and `refused` are final: the same command id gets the same
 * answer for ever. `queued` says that it is in line, with `ahead` commands before it.
 */
export const Outcome = z
  .object({
    commandId: Id,
    status: z.enum(['accepted', 'refused', 'queued']),
    reason: RefusalReason.optional(),
    until: Instant.optional().meta({
      description: 'With `cooling_down`: when you may reserve in this drop again.',
    }),
    seq: z.int().optional(),
    ahead: z.int().optional(),
    reservation: Reservation.optional(),
    /** All pairs of a reserve that asked for several; `reservation` is the first of them. */
    reservations: z.array(Reservation).optional(),
    purchase: Purchase.optional(),
  })
  .meta({ id: 'Outcome' });
export type Outcome = z.infer<typeof Outcome>;

/** What happened, in the past tense, when a command was accepted. Times are epoch milliseconds. */
export type DropEvent =
  | { type: 'reserved'; reservationId: string; size: string; slot: number; expiresAt: number }
  | {
      type: 'reserved_many';
      pairs: { reservationId: string; size: string; slot: number }[];
      expiresAt: number;
    }
  | {
      type: 'held_for_payment';
      reservationId: string;
      orderId: string;
      size: string;
      /** When the shopper checked out, and what was left on the pair's clock then. */
      stoppedAt: number;
      leftMs: number;
      /** When the order must be paid. */
      expiresAt: number;
    }
  | { type: 'resumed'; reservationId: string; size: string; expiresAt: number }
  | {
      /** A pair found anew for an order that was paid after its own pair had gone. */
      type: 'reclaimed';
      reservationId: string;
      orderId: string;
      replaces: string;
      size: string;
      slot: number;
      expiresAt: number;
    }
  | {
      type: 'purchased';
      reservationId: string;
      /** The order that paid for it, if any. */
      orderId?: string;
      purchaseId: string;
      size: string;
      expiresAt: number;
      priceCents: number;
      currency: string;
      at: number;
    }
  | { type: 'released'; reservationId: string; size: string; expiresAt: number }
  | { type: 'expired'; reservationId: string; size: string; expiresAt: number }
  | { type: 'opened'; at: number }
  | { type: 'closed' }
  | { type: 'restocked'; size: string; quantity: number };

/** What `decide` says of one command, and what the log keeps of it. Times are epoch milliseconds. */
export type Decision =
  | { status: 'accepted'; event: DropEvent }
  | { status: 'refused'; reason: RefusalReason; until?: number };

/** The public answer that belongs to a logged decision. */
export function toOutcome(logged: {
  commandId: string;
  dropId: string;
  seq: number;
  decision: Decision;
}): Outcome {
  const { commandId, dropId, seq, decision } = logged;
  if (decision.status === 'refused') {
    const { reason, until } = decision;
    return {
      commandId,
      status: 'refused',
      reason,
      ...(until !== undefined && { until: toInstant(until) }),
      seq,
    };
  }
  return { commandId, status: 'accepted', seq, ...detailsOf(dropId, decision.event) };
}

function detailsOf(
  dropId: string,
  event: DropEvent,
): Pick<Outcome, 'reservation' | 'reservations' | 'purchase'> {
  switch (event.type) {
    case 'reserved':
    case 'resumed':
      return { reservation: reservationOf(dropId, event, 'active') };
    case 'reserved_many': {
      const { expiresAt } = event;
      const reservations = event.pairs.map((pair) =>
        reservationOf(dropId, { ...pair, expiresAt }, 'active'),
      );
      return { reservation: reservations[0]!, reservations };
    }
    case 'held_for_payment':
    case 'reclaimed': {
      const [stoppedAt, leftMs] =
        event.type === 'reclaimed' ? [event.expiresAt, 0] : [event.stoppedAt, event.leftMs];
      return {
        reservation: {
          ...reservationOf(dropId, event, 'paying'),
          orderId: event.orderId,
          stoppedAt: toInstant(stoppedAt),
          leftMs,
        },
      };
    }
    case 'released':
    case 'expired':
      return { reservation: reservationOf(dropId, event, event.type) };
    case 'purchased':
      return {
        reservation: reservationOf(dropId, event, 'purchased'),
        purchase: {
          id: event.purchaseId,
          reservationId: event.reservationId,
          dropId,
          size: event.size,
          priceCents: event.priceCents,
          currency: event.currency,
          purchasedAt: toInstant(event.at),
        },
      };
    case 'opened':
    case 'closed':
    case 'restocked':
      return {};
  }
}

const reservationOf = (
  dropId: string,
  event: { reservationId: string; size: string; expiresAt: number },
  status: ReservationStatus,
): Reservation => ({
  id: event.reservationId,
  dropId,
  size: event.size,
  status,
  expiresAt: toInstant(event.expiresAt),
});
