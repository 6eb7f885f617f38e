import { z } from 'zod';
import { Instant } from '../ids.ts';
import { Inventory } from './reading.ts';

/** Stores and models have small numbers for ids: every row of history carries one of each. */
export const StoreId = z.coerce.number<number>().int().min(1).max(2_147_483_647);
export const ModelId = StoreId;

/** A store that some tap has spoken of, and a model. Each appears when first heard of. */
export const Store = z
  .object({ id: z.int(), name: z.string(), since: Instant })
  .meta({ id: 'Store' });
export type Store = z.infer<typeof Store>;
export const Model = z
  .object({ id: z.int(), name: z.string(), since: Instant })
  .meta({ id: 'Model' });
export type Model = z.infer<typeof Model>;

/** Whether a shelf has too little, too much, or is well. It changes with hysteresis: see Threshold. */
export const marks = ['ok', 'low', 'high'] as const;
export const Mark = z.enum(marks);
export type Mark = z.infer<typeof Mark>;

/** One model in one store, as its newest reading says. */
export const Shelf = z
  .object({
    storeId: z.int(),
    modelId: z.int(),
    inventory: Inventory,
    /** When the newest reading was heard. */
    at: Instant,
    /** Pairs sold in an hour, as estimated from the recent past. */
    perHour: z.number(),
    /** At that pace, how long until the last pair is sold; null when nothing sells. */
    hoursLeft: z.number().nullable(),
    mark: Mark,
  })
  .meta({ id: 'Shelf' });
export type Shelf = z.infer<typeof Shelf>;

/** The latest levels of a shelf, oldest first. */
export const Trail = z
  .object({ storeId: z.int(), modelId: z.int(), levels: z.array(Inventory) })
  .meta({ id: 'Trail' });
export type Trail = z.infer<typeof Trail>;

/** One reading of a shelf, as it was heard. */
export const PastReading = z
  .object({ at: Instant, inventory: Inventory, tapId: z.int().nullable() })
  .meta({ id: 'PastReading' });
export type PastReading = z.infer<typeof PastReading>;
