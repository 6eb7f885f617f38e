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
import { z } from 'zod';
import { deskActionProcedure, deskProcedure, router } from '../trpc.ts';
import { notYet } from './not-yet.ts';

const Of = { storeId: StoreId.nullish(), modelId: ModelId.nullish() };
type Asked = { storeId?: number | null | undefined; modelId?: number | null | undefined };
const shelfOrModel = ({ storeId, modelId }: Asked): boolean => modelId != null || storeId == null;
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
    .query(() => notYet()),

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
    .mutation(() => notYet()),

  remove: deskActionProcedure
    .meta({
      openapi: {
        method: 'DELETE',
        path: '/thresholds',
        tags: ['Desk'],
        summary: 'Go back to less particular limits',
      },
    })
    .input(z.strictObject(Of).refine(shelfOrModel, WHAT))
    .output(z.object({ removed: z.boolean() }))
    .mutation(() => notYet()),
});
