import { z } from 'zod';
import { OrderStatus } from './order.ts';
import { RefusalReason, ReservationStatus } from './outcome.ts';
import { Id, Instant } from './ids.ts';

/** How many look at a drop right now, over all api processes. */
export const Audience = z.object({ dropId: Id, watching: z.int().min(0) }).meta({ id: 'Audience' });
export type Audience = z.infer<typeof Audience>;

/** One line of a drop's log, as people read it. `answer` is an event such as `reserved`, or the reason of a refusal. */
export const LogLine = z
  .object({
    seq: z.int(),
    at: Instant,
    kind: z.string(),
    name: z.string(),
    payload: z.string(),
    status: z.enum(['accepted', 'refused']),
    answer: z.string(),
  })
  .meta({ id: 'LogLine' });
export type LogLine = z.infer<typeof LogLine>;

/** What a merchant sees of a drop while it sells, of one moment. */
export const Room = z
  .object({
    dropId: Id,
    seq: z.int(),
    serverTime: Instant,
    /** Decisions in each of the last 60 seconds, oldest first. */
    pace: z.array(z.object({ at: Instant, accepted: z.int(), refused: z.int() })),
    /** Since the drop was made. */
    refusals: z.array(z.object({ reason: RefusalReason, count: z.int() })),
    /** Pairs sold and held over the life of the drop, at most 120 points, oldest first. */
    sellThrough: z.array(z.object({ at: Instant, sold: z.int(), held: z.int() })),
    /** Active reservations, the soonest to end first, at most 100. */
    holds: z.array(
      z.object({
        reservationId: Id,
        name: z.string(),
        size: z.string(),
        heldSince: Instant,
        expiresAt: Instant,
      }),
    ),
    /** Shoppers who asked something in the last five minutes, the latest first, at most 50. */
    shoppers: z.array(
      z.object({ name: z.string(), held: z.int(), bought: z.int(), lastSeen: Instant }),
    ),
    /**
     * Who is shopping: the live bags with pairs of this drop, the soonest to end first, at most 50. A bag is everything a
     * shopper holds, so it may have pairs of other drops; `orderStatus` says how far its checkout is.
     */
    bags: z.array(
      z.object({
        shopperId: Id,
        name: z.string(),
        pairs: z.array(
          z.object({
            reservationId: Id,
            dropId: Id,
            size: z.string(),
            status: ReservationStatus,
            expiresAt: Instant,
          }),
        ),
        orderId: Id.optional(),
        orderStatus: OrderStatus.optional(),
      }),
    ),
    /** The newest 50 lines of the log, newest first. */
    log: z.array(LogLine),
    /** The auditor's word on this drop: what does not add up. */
    drift: z.int(),
  })
  .meta({ id: 'Room' });
export type Room = z.infer<typeof Room>;
