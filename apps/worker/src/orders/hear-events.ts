import {
  markEvent,
  readKeptOrder,
  readWaitingEvents,
  wakeOrder,
  writeDeadLetter,
} from '@lastpair/db';
import type { Database, WaitingEvent } from '@lastpair/db';
import type { Logger } from '@lastpair/runtime';

export const EVENTS_EVERY_MS = 1_000;
const AT_ONCE = 100;

/**
 * Acts on what the provider told: the order it is about is looked at anew, which asks the provider how things stand. What
 * the event itself says is not believed, so that it may come late, twice or never. Events about nothing we know become dead
 * letters. Gives the orders to look at.
 */
export async function hearEvents(db: Database, logger: Logger, only?: string): Promise<string[]> {
  const events = await readWaitingEvents(db, { limit: AT_ONCE, ...(only && { only }) });
  const woken: string[] = [];
  for (const event of events) {
    try {
      const orderId = await hear(db, event);
      if (orderId) woken.push(orderId);
    } catch (error) {
      logger.warn(
        { err: error, eventId: event.eventId },
        'an event could not be heard; it will be',
      );
    }
  }
  return woken;
}

async function hear(db: Database, event: WaitingEvent): Promise<string | undefined> {
  const { orderId, eventId, provider } = event;
  const known = orderId === undefined ? undefined : await readKeptOrder(db, orderId);
  if (!orderId || !known) {
    // Stripe tells of much that is not an order's.
    if (orderId || provider === 'sandbox') await bury(db, event);
    await markEvent(db, event, true);
    return undefined;
  }
  const woken = await wakeOrder(db, orderId);
  await markEvent(db, { provider, eventId }, true);
  return woken ? orderId : undefined;
}

const bury = (db: Database, { provider, eventId, orderId, payload }: WaitingEvent) =>
  writeDeadLetter(db, {
    kind: 'webhook',
    subject: `${provider} ${eventId}`,
    orderId,
    payload,
    error: new Error(orderId ? `there is no order ${orderId}` : 'it is about no order'),
  });
