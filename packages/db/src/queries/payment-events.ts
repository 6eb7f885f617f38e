import type { PaymentProvider } from '@lastpair/contracts';
import { sql } from 'kysely';
import type { Database } from '../connect.ts';

/** One thing the provider told, not yet acted on. */
export type WaitingEvent = {
  provider: PaymentProvider;
  eventId: string;
  orderId: string | undefined;
  payload: unknown;
};

/** Keeps what the provider told. False when it was told before. */
export async function writePaymentEvent(db: Database, event: WaitingEvent): Promise<boolean> {
  const written = await db
    .insertInto('payment_event')
    .values({
      provider: event.provider,
      event_id: event.eventId,
      order_id: event.orderId ?? null,
      payload: JSON.stringify(event.payload),
    })
    .onConflict((conflict) => conflict.columns(['provider', 'event_id']).doNothing())
    .executeTakeFirst();
  return (written.numInsertedOrUpdatedRows ?? 0n) > 0n;
}

/** Events that nobody has acted on, oldest first; of one event alone if `only` is given. */
export async function readWaitingEvents(
  db: Database,
  { limit, only }: { limit: number; only?: string },
): Promise<WaitingEvent[]> {
  const rows = await db
    .selectFrom('payment_event')
    .select(['provider', 'event_id', 'order_id', 'payload'])
    .where('processed_at', 'is', null)
    .$if(only !== undefined, (query) => query.where('event_id', '=', only!))
    .orderBy('received_at')
    .limit(limit)
    .execute();
  return rows.map((row) => ({
    provider: row.provider,
    eventId: row.event_id,
    orderId: row.order_id ?? undefined,
    payload: row.payload,
  }));
}

/** An event has been acted on, or is to be again. */
export async function markEvent(
  db: Database,
  { provider, eventId }: Pick<WaitingEvent, 'provider' | 'eventId'>,
  processed: boolean,
): Promise<void> {
  await db
    .updateTable('payment_event')
    .set({ processed_at: processed ? sql<Date>`clock_timestamp()` : null })
    .where('provider', '=', provider)
    .where('event_id', '=', eventId)
    .execute();
}
