import { BadReadingReason, READINGS_PER_REQUEST, readReading } from '@lastpair/contracts';
import type { Reading } from '@lastpair/contracts';
import { z } from 'zod';
import { merchantProcedure, router } from '../trpc.ts';

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
    .mutation(async ({ ctx, input }) => {
      const good: Reading[] = [];
      const bad: { index: number; reason: BadReadingReason }[] = [];
      for (const [index, value] of input.readings.entries()) {
        const reading = readReading(value);
        if ('bad' in reading) bad.push({ index, reason: reading.bad });
        else good.push(reading);
      }
      const applied = good.length === 0 || (await ctx.services.desk.send(good));
      return { taken: good.length, applied, bad };
    }),
});
