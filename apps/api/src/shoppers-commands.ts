import type { Outcome } from '@lastpair/contracts';
import { TRPCError } from '@trpc/server';
import type { z } from 'zod';
import type { Context } from './context.ts';
import { OfReservation, ToReserve, ofReservation, reserve } from './routers/reservations.ts';
import type { Sender } from './take-command.ts';
import { admitCommand } from './trpc.ts';

/** Answers a shopper's command. Throws what its procedure throws: ApiErrors, and BAD_REQUEST for bad input. */
export type Answer = (ctx: Context, input: unknown) => Promise<Outcome>;

/** What thousands send in one second, by the path of the procedure that it is where tRPC serves it. */
export const shoppersCommands: ReadonlyMap<string, Answer> = new Map([
  ['reservations.reserve', guarded(ToReserve, reserve)],
  [
    'reservations.purchase',
    guarded(OfReservation, (ctx, input) => ofReservation(ctx, 'purchase', input)),
  ],
  [
    'reservations.release',
    guarded(OfReservation, (ctx, input) => ofReservation(ctx, 'release', input)),
  ],
]);

/** With the same guards, schema and answer as the procedure, but without what tRPC puts around them. */
function guarded<Schema extends z.ZodType>(
  schema: Schema,
  run: (ctx: Sender, input: z.output<Schema>) => Promise<Outcome>,
): Answer {
  return async (ctx, input) => {
    const receivedAt = ctx.services.clock.now();
    const shopper = admitCommand(ctx);
    const read = schema.safeParse(input);
    if (!read.success) throw new TRPCError({ code: 'BAD_REQUEST', cause: read.error });
    return run({ ...ctx, shopper, receivedAt }, read.data);
  };
}
