import { z } from 'zod';
import { Id, Instant } from '../ids.ts';
import { LOW_IS_LESS, lowIsLess } from './limits.ts';
import { Inventory } from './reading.ts';

/**
 * When a shelf has too little or too much: `low` at or under, `high` at or over; null is never. An alert is cleared when
 * the inventory is at least `margin` on the good side of what raised it, so that it does not flap.
 */
export const Limits = z
  .object({
    low: Inventory.nullable(),
    high: Inventory.nullable(),
    margin: z.int().min(1).max(1_000_000),
  })
  .refine(lowIsLess, LOW_IS_LESS);
export type Limits = z.infer<typeof Limits>;

/** Limits of one shelf (both ids), of a model in every store (`modelId` alone), or by default (neither). */
export const Threshold = z
  .object({
    storeId: z.int().nullable(),
    modelId: z.int().nullable(),
    low: Inventory.nullable(),
    high: Inventory.nullable(),
    margin: z.int(),
    /** Their names. */
    store: z.string().nullable(),
    model: z.string().nullable(),
  })
  .meta({ id: 'Threshold' });
export type Threshold = z.infer<typeof Threshold>;

export const alertStatuses = ['raised', 'acknowledged', 'cleared'] as const;
export const AlertStatus = z.enum(alertStatuses);
export type AlertStatus = z.infer<typeof AlertStatus>;

/** That a shelf has too little (`low`) or too much (`high`). Raised, perhaps acknowledged, and cleared in the end. */
export const Alert = z
  .object({
    id: Id,
    storeId: z.int(),
    store: z.string(),
    modelId: z.int(),
    model: z.string(),
    kind: z.enum(['low', 'high']),
    status: AlertStatus,
    /** The limit that was reached and the inventory that reached it. */
    limit: z.int(),
    inventory: Inventory,
    perHour: z.number(),
    /** Expected time to sell-out when it was raised; null when nothing sold. */
    hoursLeft: z.number().nullable(),
    raisedAt: Instant,
    acknowledgedAt: Instant.nullable(),
    acknowledgedBy: z.string().nullable(),
    clearedAt: Instant.nullable(),
  })
  .meta({ id: 'Alert' });
export type Alert = z.infer<typeof Alert>;

/** What is posted to the webhook. See docs/desk.md for how it is signed. */
export const AlertCall = z.object({
  id: Id,
  event: z.enum(['alert.raised', 'alert.acknowledged', 'alert.cleared']),
  at: Instant,
  alert: Alert,
});
export type AlertCall = z.infer<typeof AlertCall>;

/** Where alerts are sent, and how that goes. The secret is shown once, when it is made. */
export const Webhook = z
  .object({
    url: z.string().nullable(),
    source: z.enum(['merchant', 'environment']).nullable(),
    /** Calls that are still tried, and calls that were given up and lie in dead letters. */
    waiting: z.int(),
    dead: z.int(),
    lastDeliveredAt: Instant.nullable(),
    lastError: z.string().nullable(),
  })
  .meta({ id: 'Webhook' });
export type Webhook = z.infer<typeof Webhook>;
