import { Id, Outcome } from '@lastpair/contracts';
import { readOutcomes } from '@lastpair/db';
import { z } from 'zod';
import { ApiError } from '../api-error.ts';
import { router, shopperProcedure } from '../trpc.ts';

/** What became of a command: the answer to a lost answer. */
export const commandsRouter = router({
  byId: shopperProcedure
    .meta({
      openapi: {
        method: 'GET',
        path: '/commands/{commandId}',
        tags: ['Reservations'],
        summary: 'The outcome of a command of mine',
        description: 'Another shopper’s command is unknown here, like one that was never sent.',
      },
    })
    .input(z.strictObject({ commandId: Id }))
    .output(Outcome)
    .query(async ({ ctx, input }): Promise<Outcome> => {
      const [entry] = await readOutcomes(ctx.services.db, [input.commandId]);
      if (entry?.shopperId === ctx.shopper.id) return entry.outcome;
      const queued = ctx.services.door.find(input.commandId, ctx.shopper.id);
      if (queued) return queued;
      throw new ApiError('unknown_command', 'There is no such command of yours.');
    }),
});
