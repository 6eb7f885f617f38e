import { z } from 'zod';
import { Instant } from '../ids.ts';
import { Alert } from './alert.ts';
import { PAGE_LENGTH } from './limits.ts';
import { Model, Shelf, Store } from './shelf.ts';
import { Tap } from './tap.ts';
import { Transfer } from './transfer.ts';

/** Words of people: what the database can keep and a screen can show. */
export const Words = z
  .string()
  .trim()
  .max(500)
  .regex(/^\P{C}*$/u, 'visible characters only');

/** How to page through a list: `after` is the `next` of the page before. */
export const Paging = {
  after: z
    .string()
    .max(200)
    .regex(/^\P{C}*$/u, 'visible characters only')
    .optional(),
  limit: z.coerce
    .number<number>()
    .int()
    .min(PAGE_LENGTH.min)
    .max(PAGE_LENGTH.max)
    .default(PAGE_LENGTH.default),
};

/** One page of a list; `next` is null on the last. */
export const pageOf = <Item extends z.ZodType>(item: Item) =>
  z.object({ items: z.array(item), next: z.string().nullable() });

/** How many there are of everything, and how many shelves have an alert that is not cleared. */
export const DeskTotals = z
  .object({ stores: z.int(), models: z.int(), low: z.int(), high: z.int() })
  .meta({ id: 'DeskTotals' });
export type DeskTotals = z.infer<typeof DeskTotals>;

/**
 * What a watch of the desk sends. `snapshot` is all there is in its window (at most WATCH_STORES x WATCH_MODELS) and comes
 * first; `changes` holds what differs since the event before, each thing whole, to be put in by its id. Both have `seq`,
 * which only grows.
 */
export const DeskEvent = z
  .object({
    kind: z.enum(['snapshot', 'changes']),
    seq: z.int(),
    serverTime: Instant,
    totals: DeskTotals,
    stores: z.array(Store),
    models: z.array(Model),
    shelves: z.array(Shelf),
    /** In a snapshot the newest 100 that are not cleared. */
    alerts: z.array(Alert),
    /** In a snapshot the newest 100 that are requested or in transit. */
    transfers: z.array(Transfer),
    /** All of them, in every event. */
    taps: z.array(Tap),
  })
  .meta({ id: 'DeskEvent' });
export type DeskEvent = z.infer<typeof DeskEvent>;

/** That the desk has reached `seq`, and which batches of readings are in it. It carries no truth. */
export type DeskNews = { seq: number; batchIds?: string[] };
