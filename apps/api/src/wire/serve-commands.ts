import type { Outcome } from '@lastpair/contracts';
import { TRPCError } from '@trpc/server';
import type { z } from 'zod';
import { forCaller } from '../api-error.ts';
import type { Context } from '../context.ts';
import { OfReservation, ToReserve, ofReservation, reserve } from '../routers/reservations.ts';
import type { Sender } from '../take-command.ts';
import { admitCommand } from '../trpc.ts';
import { dataTail, headOf, sendError, sendFrame } from './wire.ts';
import type { Line, Request } from './wire.ts';

type Answer = (ctx: Sender, input: unknown) => Promise<Outcome>;

/** What thousands send in one second, by the path of the procedure that it is everywhere else. */
const answers = new Map<string, Answer>([
  ['reservations.reserve', checked(ToReserve, reserve)],
  [
    'reservations.purchase',
    checked(OfReservation, (ctx, input) => ofReservation(ctx, 'purchase', input)),
  ],
  [
    'reservations.release',
    checked(OfReservation, (ctx, input) => ofReservation(ctx, 'release', input)),
  ],
]);

/**
 * Answers a shopper's command on a WebSocket with the same guards, schema and answer as the procedure of the same name,
 * but without tRPC's machinery, which costs several times as much as the rest. Whether the request was one.
 */
export function takeShoppersCommand(
  line: Line,
  request: Request,
  context: Promise<Context>,
): boolean {
  const answer =
    request.method === 'mutation' ? answers.get(request.params?.path ?? '') : undefined;
  if (!answer) return false;
  void serve(line, request, context, answer);
  return true;
}

async function serve(
  line: Line,
  request: Request,
  context: Promise<Context>,
  answer: Answer,
): Promise<void> {
  let ctx: Context | undefined;
  try {
    ctx = await context;
    const receivedAt = ctx.clock.now();
    const shopper = await admitCommand(ctx);
    const outcome = await answer({ ...ctx, shopper, receivedAt }, request.params?.input);
    sendFrame(line.socket, headOf(request) + dataTail(JSON.stringify(outcome)));
  } catch (error) {
    sendError(line, request, forCaller(error), ctx);
  }
}

function checked<Schema extends z.ZodType>(
  schema: Schema,
  run: (ctx: Sender, input: z.output<Schema>) => Promise<Outcome>,
): Answer {
  return async (ctx, input) => {
    const read = schema.safeParse(input);
    if (!read.success) throw new TRPCError({ code: 'BAD_REQUEST', cause: read.error });
    return run(ctx, read.data);
  };
}
