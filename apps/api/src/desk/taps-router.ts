import { BadReading, NewTap, Paging, Tap, TapId, pageOf } from '@lastpair/contracts';
import { z } from 'zod';
import { deskProcedure, merchantActionProcedure, router } from '../trpc.ts';
import { notYet } from './not-yet.ts';

/** Where readings come from. */
export const tapsRouter = router({
  list: deskProcedure
    .meta({
      openapi: { method: 'GET', path: '/taps', tags: ['Desk'], summary: 'All taps, by name' },
    })
    .input(z.strictObject({}).optional())
    .output(z.array(Tap))
    .query(() => notYet()),

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
    .mutation(() => notYet()),

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
    .mutation(() => notYet()),

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
    .mutation(() => notYet()),

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
    .query(() => notYet()),
});
