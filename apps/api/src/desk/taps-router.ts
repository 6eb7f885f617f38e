import { BadReading, NewTap, Paging, TAPS_MAXIMUM, Tap, TapId, pageOf } from '@lastpair/contracts';
import {
  addTap,
  editTap,
  nextSeq,
  readBadReadings,
  readTap,
  readTaps,
  removeTap,
  switchTap,
} from '@lastpair/db';
import { hasPrivateHost } from '@lastpair/runtime';
import { z } from 'zod';
import { ApiError } from '../api-error.ts';
import type { Context } from '../context.ts';
import { deskProcedure, merchantActionProcedure, router } from '../trpc.ts';

/** Where readings come from. */
export const tapsRouter = router({
  list: deskProcedure
    .meta({
      openapi: { method: 'GET', path: '/taps', tags: ['Desk'], summary: 'All taps, by name' },
    })
    .input(z.strictObject({}).optional())
    .output(z.array(Tap))
    .query(({ ctx }) => readTaps(ctx.services.db)),

  add: merchantActionProcedure
    .meta({
      successStatus: 201,
      openapi: {
        method: 'POST',
        path: '/taps',
        tags: ['Desk'],
        summary: 'Listen to one more WebSocket',
        description:
          'Private addresses are refused unless PRIVATE_ADDRESSES is true. A worker connects within a second.',
      },
    })
    .input(NewTap)
    .output(Tap)
    .mutation(async ({ ctx, input }) => {
      if (!ctx.services.env.PRIVATE_ADDRESSES && hasPrivateHost(input.url)) {
        throw privateAddress();
      }
      const id = await addTap(ctx.services.db, input, TAPS_MAXIMUM);
      if (id === undefined) {
        throw new ApiError(
          'refused',
          `There is a tap of that name, or there are ${TAPS_MAXIMUM} already.`,
        );
      }
      return tellTap(ctx, id);
    }),

  edit: merchantActionProcedure
    .meta({
      openapi: {
        method: 'PUT',
        path: '/taps/{tapId}',
        tags: ['Desk'],
        summary: 'Give a tap another name or address',
        description: 'Its counters go on. A tap of the environment is changed there.',
      },
    })
    .input(NewTap.extend({ tapId: TapId }))
    .output(Tap)
    .mutation(async ({ ctx, input: { tapId, ...tap } }) => {
      if (!ctx.services.env.PRIVATE_ADDRESSES && hasPrivateHost(tap.url)) throw privateAddress();
      if (!(await readTap(ctx.services.db, tapId))) throw unknownTap();
      if (!(await editTap(ctx.services.db, tapId, tap))) {
        throw new ApiError(
          'refused',
          'Another tap has that name, or this one is set in the environment (TAPS).',
        );
      }
      return tellTap(ctx, tapId);
    }),

  switch: merchantActionProcedure
    .meta({
      openapi: {
        method: 'POST',
        path: '/taps/{tapId}/switch',
        tags: ['Desk'],
        summary: 'Switch a tap on or off',
      },
    })
    .input(z.strictObject({ tapId: TapId, on: z.boolean() }))
    .output(Tap)
    .mutation(async ({ ctx, input }) => {
      await switchTap(ctx.services.db, input.tapId, input.on);
      return tellTap(ctx, input.tapId);
    }),

  remove: merchantActionProcedure
    .meta({
      openapi: {
        method: 'DELETE',
        path: '/taps/{tapId}',
        tags: ['Desk'],
        summary: 'Forget a tap; what it said stays',
      },
    })
    .input(z.strictObject({ tapId: TapId }))
    .output(z.object({ removed: z.literal(true) }))
    .mutation(async ({ ctx, input }) => {
      if (!(await removeTap(ctx.services.db, input.tapId))) throw unknownTap();
      await tellAll(ctx);
      return { removed: true as const };
    }),

  badReadings: deskProcedure
    .meta({
      query: true,
      openapi: {
        method: 'GET',
        path: '/taps/{tapId}/bad-readings',
        tags: ['Desk'],
        summary: 'Messages that were no readings, newest first; the last 200 are kept',
      },
    })
    .input(z.strictObject({ ...Paging, tapId: TapId }))
    .output(pageOf(BadReading))
    .query(async ({ ctx, input }) => {
      if (!(await readTap(ctx.services.db, input.tapId))) throw unknownTap();
      return readBadReadings(ctx.services.db, input);
    }),
});

const privateAddress = (): ApiError =>
  new ApiError('bad_input', 'Private addresses are refused here (PRIVATE_ADDRESSES).');

const unknownTap = (): ApiError => new ApiError('unknown_tap', 'There is no such tap.');

const tellAll = async (ctx: Context): Promise<void> =>
  ctx.services.desk.tell(await ctx.services.db.transaction().execute(nextSeq));

async function tellTap(ctx: Context, id: number): Promise<Tap> {
  const tap = await readTap(ctx.services.db, id);
  if (!tap) throw unknownTap();
  await tellAll(ctx);
  return tap;
}
