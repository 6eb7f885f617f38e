import { z } from 'zod';
import { Instant } from '../ids.ts';
import { BadReadingReason } from './reading.ts';

export const TapId = z.coerce.number<number>().int().min(1).max(2_147_483_647);

/** What is no address at all is said by the check of that. */
const isBare = (text: string): boolean => {
  const url = URL.parse(text);
  return !url || (url.username === '' && url.password === '' && url.hash === '');
};

/** A WebSocket to listen to. */
export const NewTap = z.strictObject({
  name: z
    .string()
    .trim()
    .min(1)
    .max(60)
    .regex(/^\P{C}+$/u, 'visible characters only'),
  url: z
    .url({ protocol: /^wss?$/, hostname: /.*/, error: 'a ws:// or wss:// address' })
    .max(500)
    .regex(/^\P{C}+$/u, 'visible characters only')
    .refine(isBare, { error: 'without a user name, password or fragment in it' }),
});
export type NewTap = z.infer<typeof NewTap>;

/** `live`: connected. `down`: trying to. `off`: switched off. How long it is silent is told by `heardAt`. */
export const TapState = z.enum(['live', 'down', 'off']);
export type TapState = z.infer<typeof TapState>;

/** Something outside that tells levels, and how the connector that listens to it is doing. */
export const Tap = z
  .object({
    id: z.int(),
    name: z.string(),
    url: z.string(),
    source: z.enum(['merchant', 'environment']),
    state: TapState,
    /** Since when it is in this state. */
    stateSince: Instant,
    heardAt: Instant.nullable(),
    /** Since the tap was added. */
    readings: z.int(),
    bad: z.int(),
    connections: z.int(),
    /** Readings that a flood made useless: a newer one of the same shelf was there before they could be sent. */
    overtaken: z.int(),
    lastError: z.string().nullable(),
  })
  .meta({ id: 'Tap' });
export type Tap = z.infer<typeof Tap>;

/** A message that was no reading, cut to what can be shown. */
export const BadReading = z
  .object({
    id: z.int(),
    tapId: z.int(),
    at: Instant,
    reason: BadReadingReason,
    text: z.string(),
  })
  .meta({ id: 'BadReading' });
export type BadReading = z.infer<typeof BadReading>;
