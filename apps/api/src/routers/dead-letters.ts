import {
  DeadLetter,
  DeadLetterKind,
  DeadLetterPage,
  DeadLetterStatus,
  Id,
  Reason,
} from '@lastpair/contracts';
import { z } from 'zod';
import {
  discardDeadLetter,
  listDeadLetters,
  readDeadLetter,
  retryDeadLetter,
} from '../dead-letters.ts';
import { merchantActionProcedure, merchantProcedure, router } from '../trpc.ts';

const OfLetter = z.strictObject({ letterId: Id });

/** What failed for good, and what to do about it. Everything done here is on the record of merchants' actions. */
export const deadLettersRouter = router({
  list: merchantProcedure
    .meta({
      query: true,
      openapi: {
        method: 'GET',
        path: '/dead-letters',
        tags: ['Operations'],
        summary: 'What failed for good, newest first',
      },
    })
    .input(
      z
        .strictObject({
          status: DeadLetterStatus.optional(),
          kind: DeadLetterKind.optional(),
          cursor: Id.optional(),
          limit: z.coerce.number().int().min(1).max(100).default(50),
        })
        .optional(),
    )
    .output(DeadLetterPage)
    .query(({ ctx, input }) => listDeadLetters(ctx, input ?? {})),

  byId: merchantProcedure
    .meta({
      openapi: {
        method: 'GET',
        path: '/dead-letters/{letterId}',
        tags: ['Operations'],
        summary: 'One dead letter with its payload and history',
      },
    })
    .input(OfLetter)
    .output(DeadLetter)
    .query(({ ctx, input }) => readDeadLetter(ctx, input.letterId)),

  retry: merchantActionProcedure
    .meta({
      openapi: {
        method: 'POST',
        path: '/dead-letters/{letterId}/retry',
        tags: ['Operations'],
        summary: 'Try a dead letter again',
        description:
          'Safe to repeat: whatever it does, it does once. If it fails again it waits again, with that in its history.',
      },
    })
    .input(OfLetter)
    .output(DeadLetter)
    .mutation(({ ctx, input }) => retryDeadLetter(ctx, input.letterId)),

  discard: merchantActionProcedure
    .meta({
      openapi: {
        method: 'POST',
        path: '/dead-letters/{letterId}/discard',
        tags: ['Operations'],
        summary: 'Let a dead letter go, with a reason',
      },
    })
    .input(OfLetter.extend({ reason: Reason }))
    .output(DeadLetter)
    .mutation(({ ctx, input }) => discardDeadLetter(ctx, input)),
});
