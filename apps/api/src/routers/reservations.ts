import {
  CommandId,
  Id,
  Outcome,
  PAIRS_PER_BAG,
  ReserveLine,
  SizeLabel,
  WAIT_MS,
  pairsOf,
} from '@lastpair/contracts';
import { deriveId } from '@lastpair/db';
import { v7 as uuidv7 } from 'uuid';
import { z } from 'zod';
import { takeCommand } from '../take-command.ts';
import type { Sender } from '../take-command.ts';
import { commandProcedure, router } from '../trpc.ts';

const Sending = {
  commandId: CommandId.optional().meta({
    description:
      'Made by you and kept: sending it again gives the same answer and does nothing more.',
  }),
  waitMs: z
    .int()
    .min(WAIT_MS.min)
    .max(WAIT_MS.max)
    .default(WAIT_MS.default)
    .meta({ description: 'How long to wait for the outcome before answering `queued`.' }),
};
export const ToReserve = z
  .strictObject({
    dropId: Id,
    size: SizeLabel.optional(),
    lines: z.array(ReserveLine).min(1).max(PAIRS_PER_BAG.max).optional(),
    ...Sending,
  })
  .refine(({ size, lines }) => (size === undefined) !== (lines === undefined), {
    error: 'either size or lines',
    path: ['size'],
  })
  .refine(({ lines }) => pairsOf(lines ?? []) <= PAIRS_PER_BAG.max, {
    error: `at most ${PAIRS_PER_BAG.max} pairs at once`,
    path: ['lines'],
  });
export const OfReservation = z.strictObject({ reservationId: Id, ...Sending });

/** The first pair has the command's id, as a single one has; the others have ids that follow from it. */
const pairIds = (commandId: string, pairs: number): string[] =>
  Array.from({ length: pairs }, (_, n) => (n === 0 ? commandId : deriveId(commandId, String(n))));

/** What shoppers ask for. Every answer is an outcome; a refusal is an answer. */
export const reservationsRouter = router({
  reserve: commandProcedure
    .meta({
      successStatus: 201,
      openapi: {
        method: 'POST',
        path: '/drops/{dropId}/reservations',
        tags: ['Reservations'],
        summary: 'Hold one pair, or several',
        description:
          'Either `size`, for one pair, or `lines`, for several of one or more sizes: all of them or none.',
      },
    })
    .input(ToReserve)
    .output(Outcome)
    .mutation(({ ctx, input }) => reserve(ctx, input)),

  purchase: commandProcedure
    .meta({
      successStatus: 201,
      openapi: {
        method: 'POST',
        path: '/reservations/{reservationId}/purchase',
        tags: ['Reservations'],
        summary: 'Buy the pair I hold',
      },
    })
    .input(OfReservation)
    .output(Outcome)
    .mutation(({ ctx, input }) => ofReservation(ctx, 'purchase', input)),

  release: commandProcedure
    .meta({
      openapi: {
        method: 'POST',
        path: '/reservations/{reservationId}/release',
        tags: ['Reservations'],
        summary: 'Let the pair I hold go',
      },
    })
    .input(OfReservation)
    .output(Outcome)
    .mutation(({ ctx, input }) => ofReservation(ctx, 'release', input)),
});

/** Puts a wish for a pair, or for several, in line; a drop that nobody knows is refused at once. */
export async function reserve(ctx: Sender, input: z.output<typeof ToReserve>): Promise<Outcome> {
  const { dropId, size, lines = [], waitMs, commandId = uuidv7() } = input;
  if (!(await ctx.services.door.knowsDrop(dropId))) {
    return { commandId, status: 'refused', reason: 'unknown_drop' };
  }
  if (size !== undefined) {
    return takeCommand(ctx, { kind: 'reserve', commandId, dropId, size }, waitMs);
  }
  const reservationIds = pairIds(commandId, pairsOf(lines));
  const asked = { commandId, dropId, lines, reservationIds };
  return takeCommand(ctx, { kind: 'reserve_many', ...asked }, waitMs);
}

/** Puts what a shopper wants done with a pair in line; a reservation that nobody knows is refused at once. */
export async function ofReservation(
  ctx: Sender,
  kind: 'purchase' | 'release',
  input: z.output<typeof OfReservation>,
): Promise<Outcome> {
  const { reservationId, waitMs, commandId = uuidv7() } = input;
  const dropId = await ctx.services.door.dropOfReservation(reservationId, ctx.shopper.id);
  if (!dropId) return { commandId, status: 'refused', reason: 'unknown_reservation' };
  return takeCommand(ctx, { kind, commandId, dropId, reservationId }, waitMs);
}
