import { Command, StampedReading } from '@lastpair/contracts';
import type { DeadLetter, DeadLetterPage, Shopper } from '@lastpair/contracts';
import {
  deriveId,
  findDeadLetter,
  markEvent,
  readDeadLetters,
  resolveDeadLetter,
  reviveCall,
  wakeOrder,
} from '@lastpair/db';
import { ApiError } from './api-error.ts';
import type { Context } from './context.ts';

const PAGE = 50;

type Merchant = Context & { shopper: Shopper; receivedAt: number };

/** A page of dead letters, newest first. */
export const listDeadLetters = (
  ctx: Context,
  { limit = PAGE, ...filter }: Partial<Parameters<typeof readDeadLetters>[1]>,
): Promise<DeadLetterPage> => readDeadLetters(ctx.services.db, { ...filter, limit });

/** Throws ApiError unknown_letter. */
export async function readDeadLetter(ctx: Context, letterId: string): Promise<DeadLetter> {
  const letter = await findDeadLetter(ctx.services.db, letterId);
  if (!letter) throw new ApiError('unknown_letter', 'There is no such dead letter.');
  return letter;
}

/**
 * Tries a dead letter again, once however often it is asked for: whatever it starts has an id that follows from the letter.
 * What fails again becomes a letter again.
 */
export async function retryDeadLetter(ctx: Merchant, letterId: string): Promise<DeadLetter> {
  const letter = await readDeadLetter(ctx, letterId);
  if (letter.status !== 'waiting') return letter;
  const what = await retry(ctx, letter);
  const by = ctx.shopper.name;
  const retried = await resolveDeadLetter(ctx.services.db, letterId, {
    status: 'retried',
    what,
    by,
  });
  return retried ?? readDeadLetter(ctx, letterId);
}

/** Lets a dead letter go. One that does not wait any more stays as it is. */
export async function discardDeadLetter(
  ctx: Merchant,
  { letterId, reason }: { letterId: string; reason: string },
): Promise<DeadLetter> {
  await readDeadLetter(ctx, letterId);
  const what = `discarded: ${reason}`;
  const by = ctx.shopper.name;
  const discarded = await resolveDeadLetter(ctx.services.db, letterId, {
    status: 'discarded',
    what,
    by,
  });
  return discarded ?? readDeadLetter(ctx, letterId);
}

async function retry(ctx: Merchant, letter: DeadLetter): Promise<string> {
  switch (letter.kind) {
    case 'command':
      return retryCommand(ctx, letter);
    case 'expiry':
      if (!letter.dropId) throw cannot();
      await ctx.services.road.tick([letter.dropId], 0);
      return 'asked for a look at the clock';
    case 'webhook': {
      const [provider, ...eventId] = letter.subject.split(' ');
      if (provider !== 'sandbox' && provider !== 'stripe') throw cannot();
      await markEvent(ctx.services.db, { provider, eventId: eventId.join(' ') }, false);
      return 'given to the workers again';
    }
    case 'order':
    case 'payment': {
      const woken =
        letter.orderId !== undefined && (await wakeOrder(ctx.services.db, letter.orderId));
      return woken ? 'the order goes on' : 'the order was over';
    }
    case 'reading': {
      const reading = StampedReading.safeParse(letter.payload);
      if (!reading.success) throw cannot();
      const batchId = deriveId(letter.id, 'retry');
      await ctx.services.road.desk.sendReadings({ version: 1, batchId, readings: [reading.data] });
      return 'told again; a newer level stays';
    }
    case 'call':
      return (await reviveCall(ctx.services.db, letter.subject))
        ? 'called again'
        : 'the call was gone';
  }
}

/** The id that failed has its answer for ever, so the same is asked under another, which follows from the letter. */
async function retryCommand(ctx: Merchant, letter: DeadLetter): Promise<string> {
  const command = Command.safeParse(letter.payload);
  if (!command.success) throw cannot();
  const commandId = deriveId(letter.id, 'retry');
  ctx.services.door.take({ ...command.data, commandId, receivedAt: ctx.receivedAt });
  return `asked again as ${commandId}`;
}

const cannot = (): ApiError =>
  new ApiError('refused', 'This letter can’t be tried again from here. Discard it with a reason.', {
    reason: 'no_retry',
  });
