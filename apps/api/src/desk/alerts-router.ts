import { Alert, Id, Paging, pageOf } from '@lastpair/contracts';
import { z } from 'zod';
import { deskActionProcedure, deskProcedure, router } from '../trpc.ts';
import { notYet } from './not-yet.ts';

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
      }),
    )
    .output(pageOf(Alert))
    .query(() => notYet()),

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
    .mutation(() => notYet()),
});
