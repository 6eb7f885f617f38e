import { z } from 'zod';
import { Id } from './ids.ts';
import { COMMANDS_PER_JOB, SIZE_LENGTH, SIZE_TOTAL } from './limits.ts';

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
  z.strictObject({ ...Issued, kind: z.literal('expire'), reservationId: Id }),
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
    case 'purchase':
    case 'release':
    case 'expire':
      return command.reservationId;
    case 'restock':
      return `${command.quantity} x ${command.size}`;
    case 'open':
    case 'close':
      return '';
  }
}

/**
 * What a lane's job carries: commands of one drop in order of arrival, and then, if `tick` is set,
 * a look at the clock (reservations past their deadline expire, a drop past its opening time opens).
 */
export const LaneJob = z.strictObject({
  version: z.literal(1),
  dropId: Id,
  commands: z.array(Command).max(COMMANDS_PER_JOB),
  tick: z.boolean(),
});
export type LaneJob = z.infer<typeof LaneJob>;
