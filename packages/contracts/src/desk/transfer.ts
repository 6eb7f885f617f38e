import { z } from 'zod';
import { Id, Instant } from '../ids.ts';
import { INVENTORY } from './limits.ts';

/** requested, then in_transit, then received; or cancelled before it was sent. */
export const transferStatuses = ['requested', 'in_transit', 'received', 'cancelled'] as const;
export const TransferStatus = z.enum(transferStatuses);
export type TransferStatus = z.infer<typeof TransferStatus>;

export const TransferQuantity = z.int().min(1).max(INVENTORY.max);

/** Pairs of one model on their way from one store to another. `sent = received + missing + onTheWay`, always. */
export const Transfer = z
  .object({
    id: Id,
    modelId: z.int(),
    model: z.string(),
    fromStoreId: z.int(),
    fromStore: z.string(),
    toStoreId: z.int(),
    toStore: z.string(),
    status: TransferStatus,
    requested: z.int(),
    sent: z.int(),
    received: z.int(),
    /** Sent and never to arrive: the discrepancy. */
    missing: z.int(),
    onTheWay: z.int(),
    reason: z.string(),
    requestedBy: z.string(),
    requestedAt: Instant,
    sentAt: Instant.nullable(),
    receivedAt: Instant.nullable(),
  })
  .meta({ id: 'Transfer' });
export type Transfer = z.infer<typeof Transfer>;

/** Why a step of a transfer was refused. */
export const transferRefusals = [
  'not_requested',
  'not_in_transit',
  'not_enough',
  'too_many',
] as const;
export type TransferRefusal = (typeof transferRefusals)[number];

/** What would do good: pairs that one store can spare and another will soon lack. */
export const Suggestion = z
  .object({
    modelId: z.int(),
    model: z.string(),
    fromStoreId: z.int(),
    fromStore: z.string(),
    toStoreId: z.int(),
    toStore: z.string(),
    quantity: TransferQuantity,
    /** How much longer the receiver lasts; null when it sells nothing yet. */
    hoursGained: z.number().nullable(),
    /** Reason and effect in one sentence. */
    words: z.string(),
  })
  .meta({ id: 'Suggestion' });
export type Suggestion = z.infer<typeof Suggestion>;
