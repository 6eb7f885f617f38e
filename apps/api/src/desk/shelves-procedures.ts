import {
  Mark,
  Model,
  ModelId,
  Paging,
  PastReading,
  Shelf,
  Store,
  StoreId,
  TRAIL_MODELS,
  TRAIL_STORES,
  Trail,
  WATCH_MODELS,
  WATCH_STORES,
  Words,
  pageOf,
} from '@lastpair/contracts';
import {
  readHistory,
  readModels,
  readShelves,
  readStores,
  readTrails,
  shelfExists,
} from '@lastpair/db';
import { tracked } from '@trpc/server';
import { z } from 'zod';
import { ApiError } from '../api-error.ts';
import { parseSeq } from '../streams/position.ts';
import { deskActionProcedure, deskProcedure, deskStream } from '../trpc.ts';
import { watchDesk } from './watch-desk.ts';

const Search = z.strictObject({
  ...Paging,
  name: Words.optional().meta({ description: 'Only names that contain this.' }),
});

/** Stores, models, and what is on the shelves. */
export const shelvesProcedures = {
  stores: deskProcedure
    .meta({
      query: true,
      openapi: { method: 'GET', path: '/stores', tags: ['Desk'], summary: 'Stores, by name' },
    })
    .input(Search)
    .output(pageOf(Store))
    .query(({ ctx, input }) => readStores(ctx.services.db, input)),

  models: deskProcedure
    .meta({
      query: true,
      openapi: { method: 'GET', path: '/models', tags: ['Desk'], summary: 'Models, by name' },
    })
    .input(Search)
    .output(pageOf(Model))
    .query(({ ctx, input }) => readModels(ctx.services.db, input)),

  shelves: deskProcedure
    .meta({
      query: true,
      openapi: {
        method: 'GET',
        path: '/shelves',
        tags: ['Desk'],
        summary: 'What every store has of every model',
        description:
          'All of it as a file: `GET /api/shelves.csv`; `alerts.csv` and `transfers.csv` beside it.',
      },
    })
    .input(
      z.strictObject({
        ...Paging,
        storeId: StoreId.optional(),
        modelId: ModelId.optional(),
        mark: Mark.optional(),
      }),
    )
    .output(pageOf(Shelf))
    .query(({ ctx, input }) => readShelves(ctx.services.db, input)),

  history: deskProcedure
    .meta({
      query: true,
      openapi: {
        method: 'GET',
        path: '/stores/{storeId}/models/{modelId}/history',
        tags: ['Desk'],
        summary: 'The readings of one shelf, newest first',
      },
    })
    .input(z.strictObject({ ...Paging, storeId: StoreId, modelId: ModelId }))
    .output(pageOf(PastReading))
    .query(async ({ ctx, input }) => {
      if (!(await shelfExists(ctx.services.db, input.storeId, input.modelId))) {
        throw new ApiError('unknown_shelf', 'Nobody has ever told of this model in this store.');
      }
      return readHistory(ctx.services.db, input);
    }),

  /** The latest levels of what a screen shows. */
  trails: deskProcedure
    .input(
      z.strictObject({
        storeIds: z.array(StoreId).max(TRAIL_STORES),
        modelIds: z.array(ModelId).max(TRAIL_MODELS),
      }),
    )
    .output(z.array(Trail))
    .query(({ ctx, input }) => readTrails(ctx.services.db, input.storeIds, input.modelIds)),

  dump: deskActionProcedure
    .meta({
      openapi: {
        method: 'POST',
        path: '/dumps',
        tags: ['Desk'],
        summary: 'Write a dump now',
        description: 'Puts one in line, as happens every night. Needs DUMP_DIR at the worker.',
      },
    })
    .input(z.strictObject({}).optional())
    .output(z.object({ inLine: z.literal(true) }))
    .mutation(async ({ ctx }) => {
      await ctx.services.road.desk.doChore('dump');
      return { inLine: true as const };
    }),

  /**
   * A snapshot of the window (`storeIds` x `modelIds`; without, the first by name), then what changes, at most four
   * times a second. `lastEventId` is the seq one has: then what has changed since comes first, if it is not too much.
   */
  watch: deskStream
    .input(
      z
        .strictObject({
          storeIds: z.array(StoreId).max(WATCH_STORES).optional(),
          modelIds: z.array(ModelId).max(WATCH_MODELS).optional(),
          lastEventId: z.string().max(100).nullish(),
        })
        .optional(),
    )
    .subscription(async function* ({ ctx, input, signal }) {
      const events = watchDesk({
        db: ctx.services.db,
        hub: ctx.services.desk.hub,
        storeIds: input?.storeIds,
        modelIds: input?.modelIds,
        lastSeq: parseSeq(input?.lastEventId),
        signal: signal ?? new AbortController().signal,
      });
      for await (const event of events) yield tracked(String(event.seq), event);
    }),
};
