import { z } from 'zod';
import {
  INVENTORY,
  MESSAGE_LENGTH_MAXIMUM,
  READINGS_PER_JOB,
  STORE_NAME_LENGTH,
} from './limits.ts';

/** The name of a store or a model: trimmed, normalised, visible. */
export const StoreName = z
  .string()
  .normalize('NFKC')
  .trim()
  .min(STORE_NAME_LENGTH.min)
  .max(STORE_NAME_LENGTH.max)
  .regex(/^\P{C}+$/u, 'visible characters only');

/** How many pairs of a model a store has. */
export const Inventory = z.int().min(INVENTORY.min).max(INVENTORY.max);

/** What a tap says: so many pairs of this model are in this store now. Further fields are let pass. */
export const Reading = z
  .object({ store: StoreName, model: StoreName, inventory: Inventory })
  .meta({ id: 'Reading' });
export type Reading = z.infer<typeof Reading>;

/**
 * A reading with the time at which it was heard: microseconds since the epoch on Postgres' clock, made once, by whoever
 * heard it, and strictly growing there. It orders readings of one store and model; see `isNewer` in the domain.
 */
export const StampedReading = Reading.extend({
  stamp: z.int().min(0),
  /** The tap that said it; null when it came by REST. */
  tapId: z.int().min(1).nullable(),
});
export type StampedReading = z.infer<typeof StampedReading>;

/** What a job of the readings' queue carries. The same batch may come twice, which changes nothing. */
export const ReadingsJob = z.strictObject({
  version: z.literal(1),
  batchId: z.uuid(),
  readings: z.array(StampedReading).min(1).max(READINGS_PER_JOB),
});
export type ReadingsJob = z.infer<typeof ReadingsJob>;

/** Why a reading was not taken. */
export const badReadingReasons = [
  'too_long',
  'not_json',
  'not_an_object',
  'bad_store',
  'bad_model',
  'bad_inventory',
  'too_many_stores',
  'too_many_models',
  'failed',
] as const;
export const BadReadingReason = z.enum(badReadingReasons);
export type BadReadingReason = z.infer<typeof BadReadingReason>;

/** The reading that a value holds, or why it holds none. */
export function readReading(value: unknown): Reading | { bad: BadReadingReason } {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return { bad: 'not_an_object' };
  }
  const parsed = Reading.safeParse(value);
  if (parsed.success) return parsed.data;
  const [field] = parsed.error.issues[0]?.path ?? [];
  return {
    bad: field === 'store' ? 'bad_store' : field === 'model' ? 'bad_model' : 'bad_inventory',
  };
}

/** The same of one line of text. */
export function parseReading(line: string): Reading | { bad: BadReadingReason } {
  if (line.length > MESSAGE_LENGTH_MAXIMUM) return { bad: 'too_long' };
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return { bad: 'not_json' };
  }
  return readReading(value);
}
