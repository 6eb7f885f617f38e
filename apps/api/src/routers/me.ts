import { Me } from '@lastpair/contracts';
import { readMe } from '@lastpair/db';
import { z } from 'zod';
import { openOwnOutcomes } from '../streams/own-outcomes.ts';
import { formatPosition, parsePosition } from '../streams/position.ts';
import { router, shopperProcedure, shopperStream } from '../trpc.ts';

/** What is mine. */
export const meRouter = router({
  get: shopperProcedure
    .meta({
      openapi: {
        method: 'GET',
        path: '/me',
        tags: ['Identity'],
        summary: 'Who I am and what I hold',
        description: 'The newest 200 reservations (active ones first) and purchases.',
      },
    })
    .input(z.strictObject({}).optional())
    .output(Me)
    .query(async ({ ctx }) => {
      // Read first: an outcome in between is in both, and none is in neither.
      const position = formatPosition(await ctx.services.readPosition(ctx.shopper.id));
      return { ...(await readMe(ctx.services.db, ctx.shopper)), position };
    }),

  /** Every outcome that concerns me, as it is decided; resumes after `lastEventId` with none left out. */
  outcomes: shopperStream
    .input(z.strictObject({ lastEventId: z.string().max(10_000).nullish() }).optional())
    .subscription(({ ctx, input, signal }) =>
      openOwnOutcomes({
        db: ctx.services.db,
        hub: ctx.services.hub,
        readPosition: ctx.services.readPosition,
        shopperId: ctx.shopper.id,
        from: input?.lastEventId ? parsePosition(input.lastEventId) : undefined,
        signal: signal ?? new AbortController().signal,
      }),
    ),
});
