import { z } from 'zod';
import { Id, Instant } from './ids.ts';
import { deadLetterKinds, deadLetterStatuses } from './statuses.ts';

export const DeadLetterKind = z.enum(deadLetterKinds);
export type DeadLetterKind = z.infer<typeof DeadLetterKind>;

export const DeadLetterStatus = z.enum(deadLetterStatuses);
export type DeadLetterStatus = z.infer<typeof DeadLetterStatus>;

/** Something that failed for good, with all that is needed to try it again or to let it go. */
export const DeadLetter = z
  .object({
    id: Id,
    kind: DeadLetterKind,
    status: DeadLetterStatus,
    /** What it is about: the id of a command, a reservation, an order, an event of the provider, a reading or a call. */
    subject: z.string(),
    dropId: Id.optional(),
    orderId: Id.optional(),
    /** The error in one line. */
    cause: z.string(),
    /** All of the error. */
    error: z.string(),
    payload: z.unknown(),
    /** What was tried and done, oldest first. */
    history: z.array(z.object({ at: Instant, what: z.string(), by: z.string().optional() })),
    createdAt: Instant,
    resolvedAt: Instant.optional(),
  })
  .meta({ id: 'DeadLetter' });
export type DeadLetter = z.infer<typeof DeadLetter>;

export const DeadLetterPage = z
  .object({ letters: z.array(DeadLetter), waiting: z.int(), next: z.string().optional() })
  .meta({ id: 'DeadLetterPage' });
export type DeadLetterPage = z.infer<typeof DeadLetterPage>;
