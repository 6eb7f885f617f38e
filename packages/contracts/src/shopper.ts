import { z } from 'zod';
import { Id, Instant } from './ids.ts';
import { EMAIL_LENGTH, NAME_LENGTH, PASSWORD_LENGTH } from './limits.ts';
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

/** One spelling of an address, so that nobody has two accounts by writing it in capitals. */
export const Email = z
  .email({ error: 'must be an email address, such as zoe@example.com' })
  .max(EMAIL_LENGTH.max)
  .toLowerCase()
  .meta({ description: 'An email address. It is not shown to anybody.' });

/** A password as it is chosen. */
export const NewPassword = z
  .string()
  .min(PASSWORD_LENGTH.min, { error: `must have at least ${PASSWORD_LENGTH.min} characters` })
  .max(PASSWORD_LENGTH.max, { error: `may have at most ${PASSWORD_LENGTH.max} characters` });

/** What it takes to make an account. */
export const NewAccount = z.strictObject({
  email: Email,
  password: NewPassword,
  name: ShopperName,
});
export type NewAccount = z.infer<typeof NewAccount>;

/** What it takes to come back to one. A wrong password is wrong, too short or not. */
export const Credentials = z.strictObject({
  email: Email,
  password: z.string().min(1).max(PASSWORD_LENGTH.max),
});
export type Credentials = z.infer<typeof Credentials>;

export const Shopper = z.object({ id: Id, name: z.string(), role: Role }).meta({ id: 'Shopper' });
export type Shopper = z.infer<typeof Shopper>;

/** Everything that is mine: my reservations and purchases, newest first. */
export const Me = z
  .object({
    shopper: Shopper,
    account: z.boolean().meta({
      description: 'Whether there is a way back in by email and password: guests have none.',
    }),
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
