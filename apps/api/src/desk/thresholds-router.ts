import {
  LOW_IS_LESS,
  Limits,
  ModelId,
  Paging,
  StoreId,
  Threshold,
  lowIsLess,
  pageOf,
} from '@lastpair/contracts';
import { readThreshold, readThresholds, removeThreshold, writeThreshold } from '@lastpair/db';
import type { Scope } from '@lastpair/db';
import { z } from 'zod';
import { ApiError } from '../api-error.ts';
import { deskActionProcedure, deskProcedure, router } from '../trpc.ts';

const Of = { storeId: StoreId.nullish(), modelId: ModelId.nullish() };
type Asked = { storeId?: number | null | undefined; modelId?: number | null | undefined };
const shelfOrModel = ({ storeId, modelId }: Asked): boolean => modelId != null || storeId == null;
const scopeOf = ({ storeId, modelId }: Asked): Scope => ({
  storeId: storeId ?? null,
  modelId: modelId ?? null,
});
const WHAT = { error: 'a store needs a model: limits are of a shelf, of a model, or by default' };

/** When a shelf is too low or too high: by default, for a model, for one shelf; the most particular counts. */
export const thresholdsRouter = router({
  list: deskProcedure
    .meta({
      query: true,
      openapi: {
        method: 'GET',
        path: '/thresholds',
        tags: ['Desk'],
        summary: 'All thresholds: the default first, then models, then shelves',
      },
    })
    .input(z.strictObject({ ...Paging, modelId: ModelId.optional() }))
    .output(pageOf(Threshold))
    .query(({ ctx, input }) => readThresholds(ctx.services.db, input)),

  set: deskActionProcedure
    .meta({
      openapi: {
        method: 'PUT',
        path: '/thresholds',
        tags: ['Desk'],
        summary: 'Set limits',
        description: 'Shelves that they concern are looked at again within seconds.',
      },
    })
    .input(
      z
        .strictObject({ ...Of, ...Limits.shape })
        .refine(shelfOrModel, WHAT)
        .refine(lowIsLess, LOW_IS_LESS),
    )
    .output(Threshold)
    .mutation(async ({ ctx, input }) => {
      const scope = scopeOf(input);
      return ctx.services.db.transaction().execute(async (trx) => {
        await writeThreshold(trx, { ...input, ...scope });
        return (await readThreshold(trx, scope))!;
      });
    }),

  remove: deskActionProcedure
    .meta({
      query: true,
      openapi: {
        method: 'DELETE',
        path: '/thresholds',
        tags: ['Desk'],
        summary: 'Go back to less particular limits',
      },
    })
    .input(z.strictObject(Of).refine(shelfOrModel, WHAT))
    .output(z.object({ removed: z.literal(true) }))
    .mutation(async ({ ctx, input }) => {
      const removed = await ctx.services.db
        .transaction()
        .execute((trx) => removeThreshold(trx, scopeOf(input)));
      if (!removed) throw new ApiError('unknown_threshold', 'There are no such limits.');
      return { removed };
    }),
});
