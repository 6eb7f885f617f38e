import {
  Mark,
  Model,
  ModelId,
  Paging,
  PastReading,
  Shelf,
  Store,
  StoreId,
  WATCH_MODELS,
  WATCH_STORES,
  pageOf,
} from '@lastpair/contracts';
import type { DeskEvent } from '@lastpair/contracts';
import { tracked } from '@trpc/server';
import { z } from 'zod';
import { deskActionProcedure, deskProcedure, deskStream } from '../trpc.ts';
import { notYet } from './not-yet.ts';

const Search = z.strictObject({
  ...Paging,
  name: z.string().max(80).optional().meta({ description: 'Only names that contain this.' }),
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
    .query(() => notYet()),

  models: deskProcedure
    .meta({
      query: true,
      openapi: { method: 'GET', path: '/models', tags: ['Desk'], summary: 'Models, by name' },
    })
    .input(Search)
    .output(pageOf(Model))
    .query(() => notYet()),

  shelves: deskProcedure
    .meta({
      query: true,
      openapi: {
        method: 'GET',
        path: '/shelves',
        tags: ['Desk'],
        summary: 'What every store has of every model',
        description: 'All of it as a file: `GET /api/shelves.csv`.',
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
    .query(() => notYet()),

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
    .query(() => notYet()),

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
    .mutation(() => notYet()),

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
    .subscription(async function* () {
      yield tracked('0', notYet() as DeskEvent);
    }),
};
