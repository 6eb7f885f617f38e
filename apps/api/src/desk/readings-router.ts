import { BadReadingReason, READINGS_PER_REQUEST } from '@lastpair/contracts';
import { z } from 'zod';
import { merchantActionProcedure, merchantProcedure, router } from '../trpc.ts';
import { notYet } from './not-yet.ts';

void merchantActionProcedure;
/** Readings by REST, for stores that have no tap. */
export const readingsRouter = router({
  send: merchantProcedure
    .meta({
      openapi: {
        method: 'POST',
        path: '/stores/readings',
        tags: ['Desk'],
        summary: 'Tell levels',
        description:
          'The same messages as a tap sends: `{"store","model","inventory"}`. Bad ones are named by their place, and the good ones are taken all the same. `applied` is false when they are in line still.',
      },
    })
    .input(z.strictObject({ readings: z.array(z.unknown()).min(1).max(READINGS_PER_REQUEST) }))
    .output(
      z.object({
        taken: z.int(),
        applied: z.boolean(),
        bad: z.array(z.object({ index: z.int(), reason: BadReadingReason })),
      }),
    )
    .mutation(() => notYet()),
});
