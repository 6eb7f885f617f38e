import { Alert, Id, ModelId, Paging, StoreId, pageOf } from '@lastpair/contracts';
import { acknowledgeAlert, nextSeq, readAlerts } from '@lastpair/db';
import { z } from 'zod';
import { ApiError } from '../api-error.ts';
import { deskActionProcedure, deskProcedure, router } from '../trpc.ts';

/** What is too low or too high, and what was. */
export const alertsRouter = router({
  list: deskProcedure
    .meta({
      query: true,
      openapi: { method: 'GET', path: '/alerts', tags: ['Desk'], summary: 'Alerts, newest first' },
    })
    .input(
      z.strictObject({
        ...Paging,
        status: z.enum(['open', 'raised', 'acknowledged', 'cleared']).optional().meta({
          description: '`open`: raised or acknowledged.',
        }),
        storeId: StoreId.optional(),
        modelId: ModelId.optional(),
      }),
    )
    .output(pageOf(Alert))
    .query(({ ctx, input }) => readAlerts(ctx.services.db, input)),

  acknowledge: deskActionProcedure
    .meta({
      openapi: {
        method: 'POST',
        path: '/alerts/{alertId}/acknowledge',
        tags: ['Desk'],
        summary: 'Say that somebody looks after it',
        description: 'Doing it again, or after it was cleared, changes nothing.',
      },
    })
    .input(z.strictObject({ alertId: Id }))
    .output(Alert)
    .mutation(async ({ ctx, input }) => {
      const { seq, done } = await ctx.services.db.transaction().execute(async (trx) => {
        const next = await nextSeq(trx);
        return {
          seq: next,
          done: await acknowledgeAlert(trx, input.alertId, ctx.shopper.name, next),
        };
      });
      if (!done) throw new ApiError('unknown_alert', 'There is no such alert.');
      ctx.services.desk.tell(seq);
      return done.alert;
    }),
});
