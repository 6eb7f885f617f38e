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
  'limit_reached',
  'cooling_down',
  'sold_out',
  'timed_out',
  'failed',
] as const;
export const RefusalReason = z.enum(refusalReasons);
export type RefusalReason = z.infer<typeof RefusalReason>;

export const reservationStatuses = ['active', 'purchased', 'released', 'expired'] as const;
export const ReservationStatus = z.enum(reservationStatuses);
export type ReservationStatus = z.infer<typeof ReservationStatus>;

/** One pair held for one shopper until `expiresAt`. */
export const Reservation = z
  .object({
    id: Id,
    dropId: Id,
    size: SizeLabel,
    status: ReservationStatus,
    expiresAt: Instant,
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
    purchase: Purchase.optional(),
  })
  .meta({ id: 'Outcome' });
export type Outcome = z.infer<typeof Outcome>;

/** What happened, in the past tense, when a command was accepted. Times are epoch milliseconds. */
export type DropEvent =
  | { type: 'reserved'; reservationId: string; size: string; slot: number; expiresAt: number }
  | {
      type: 'purchased';
      reservationId: string;
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
): { reservation?: Reservation; purchase?: Purchase } {
  switch (event.type) {
    case 'reserved':
      return { reservation: reservationOf(dropId, event, 'active') };
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
