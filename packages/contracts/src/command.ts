import { z } from 'zod';
import { Id } from './ids.ts';
import { COMMANDS_PER_JOB, PAIRS_PER_BAG, SIZE_LENGTH, SIZE_TOTAL } from './limits.ts';

/** The label of a size as shoppers read it, such as "42.5" or "US 9". */
export const SizeLabel = z
  .string()
  .trim()
  .min(SIZE_LENGTH.min)
  .max(SIZE_LENGTH.max)
  .regex(/^\P{C}+$/u, 'visible characters only')
  .meta({ description: 'A size label, such as "42.5" or "US 9".' });

/** How many pairs a restock adds. */
export const RestockQuantity = z.int().min(1).max(SIZE_TOTAL.max);

/** Some pairs of one size, as asked for in one reserve. */
export const ReserveLine = z.strictObject({
  size: SizeLabel,
  quantity: z.int().min(PAIRS_PER_BAG.min).max(PAIRS_PER_BAG.max),
});
export type ReserveLine = z.infer<typeof ReserveLine>;

/** How many pairs some lines ask for together. */
export const pairsOf = (lines: readonly ReserveLine[]): number =>
  lines.reduce((sum, { quantity }) => sum + quantity, 0);

const Issued = {
  /** Made by whoever sends the command; the same id always gets the same answer. */
  commandId: Id,
  dropId: Id,
  /** Who sent it or, for `expire`, whose reservation it ends. The server stamps it. */
  shopperId: Id,
  /** When the door took it, in milliseconds since the epoch on the server's clock. */
  receivedAt: z.int().min(0),
};

/** Something somebody wants done to a drop. Imperative; decided once, by the worker alone. */
export const Command = z.discriminatedUnion('kind', [
  z.strictObject({ ...Issued, kind: z.literal('reserve'), size: SizeLabel }),
  z.strictObject({
    ...Issued,
    kind: z.literal('reserve_many'),
    lines: z.array(ReserveLine).min(1).max(PAIRS_PER_BAG.max),
    /** One for each pair, in the order of the lines. The door derives them from the command's id. */
    reservationIds: z.array(Id).min(PAIRS_PER_BAG.min).max(PAIRS_PER_BAG.max),
  }),
  z.strictObject({ ...Issued, kind: z.literal('purchase'), reservationId: Id }),
  z.strictObject({ ...Issued, kind: z.literal('release'), reservationId: Id }),
  z.strictObject({ ...Issued, kind: z.literal('open') }),
  z.strictObject({ ...Issued, kind: z.literal('close') }),
  z.strictObject({
    ...Issued,
    kind: z.literal('restock'),
    size: SizeLabel,
    quantity: RestockQuantity,
  }),
  z.strictObject({
    ...Issued,
    kind: z.literal('expire'),
    reservationId: Id,
    /** Given by an order that gives up a pair it is paying for; the clock alone must not take it. */
    orderId: Id.optional(),
  }),
  // What an order asks of a pair. Only the worker that carries the order through sends these.
  z.strictObject({
    ...Issued,
    kind: z.literal('hold_for_payment'),
    reservationId: Id,
    orderId: Id,
    /** How long the order may take to be paid. */
    payWithinMs: z.int().min(1),
  }),
  z.strictObject({ ...Issued, kind: z.literal('settle'), reservationId: Id, orderId: Id }),
  z.strictObject({ ...Issued, kind: z.literal('resume'), reservationId: Id, orderId: Id }),
  z.strictObject({ ...Issued, kind: z.literal('reclaim'), reservationId: Id, orderId: Id }),
]);
export type Command = z.infer<typeof Command>;
export type CommandKind = Command['kind'];

/**
 * What a command asks, apart from who asks and of which drop, as one short text.
 * Two commands with the same id must agree in it, else the second is an id conflict.
 */
export function payloadOf(command: Command): string {
  switch (command.kind) {
    case 'reserve':
      return command.size;
    case 'reserve_many':
      // A label may have any character in it, so that plain text could mean two things.
      return JSON.stringify(command.lines.map(({ size, quantity }) => [size, quantity]));
    case 'purchase':
    case 'release':
      return command.reservationId;
    case 'expire':
      return [command.reservationId, command.orderId].filter(Boolean).join(' ');
    case 'hold_for_payment':
      return `${command.reservationId} ${command.orderId} ${command.payWithinMs}`;
    case 'settle':
    case 'resume':
    case 'reclaim':
      return `${command.reservationId} ${command.orderId}`;
    case 'restock':
      return `${command.quantity} x ${command.size}`;
    case 'open':
    case 'close':
      return '';
  }
}

/**
 * What a lane's job carries: commands of its drops in order of arrival, and the drops whose clock is to be looked at
 * (reservations past their deadline expire, a drop past its opening time opens).
 */
export const LaneJob = z.strictObject({
  version: z.literal(2),
  commands: z.array(Command).max(COMMANDS_PER_JOB),
  ticks: z.array(Id),
});
export type LaneJob = z.infer<typeof LaneJob>;
