import { z } from 'zod';
import { Id, Instant } from './ids.ts';
import { NAME_LENGTH } from './limits.ts';
import { Purchase, Reservation } from './outcome.ts';

export const Role = z.enum(['shopper', 'merchant', 'inventory']);
export type Role = z.infer<typeof Role>;

/** A display name: trimmed, normalised, visible. It is shown beside a purchase, nothing more. */
export const ShopperName = z
  .string()
  .normalize('NFKC')
  .trim()
  .min(NAME_LENGTH.min)
  .max(NAME_LENGTH.max)
  .regex(/^\P{C}*$/u, 'visible characters only')
  .meta({ description: 'The name shown beside a purchase.' });

export const Shopper = z.object({ id: Id, name: z.string(), role: Role }).meta({ id: 'Shopper' });
export type Shopper = z.infer<typeof Shopper>;

/** Everything that is mine: my reservations and purchases, newest first. */
export const Me = z
  .object({
    shopper: Shopper,
    reservations: z.array(Reservation),
    purchases: z.array(Purchase),
    position: z.string().meta({
      description:
        'Give it to the `me.outcomes` subscription as `lastEventId` to miss nothing after this.',
    }),
    serverTime: Instant,
  })
  .meta({ id: 'Me' });
export type Me = z.infer<typeof Me>;
