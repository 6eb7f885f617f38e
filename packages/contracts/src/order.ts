import { z } from 'zod';
import { SizeLabel } from './command.ts';
import { Id, Instant } from './ids.ts';
import { PAIRS_PER_BAG, REASON_LENGTH, SEARCH_LENGTH } from './limits.ts';
import { RefusalReason, ReservationStatus } from './outcome.ts';
import { orderStatuses } from './statuses.ts';

/** Where an order stands; see `orderStatuses`. */
export const OrderStatus = z.enum(orderStatuses);
export type OrderStatus = z.infer<typeof OrderStatus>;

/**
 * What the provider says of an order's money. `due`: it was not asked yet. `pending`: asked, and no answer so far.
 * `cancelled`: nothing was or will be taken.
 */
export const paymentStatuses = [
  'due',
  'pending',
  'authorised',
  'captured',
  'declined',
  'cancelled',
  'refunded',
] as const;
export const PaymentStatus = z.enum(paymentStatuses);
export type PaymentStatus = z.infer<typeof PaymentStatus>;

export const paymentProviders = ['sandbox', 'stripe'] as const;
export const PaymentProvider = z.enum(paymentProviders);
export type PaymentProvider = z.infer<typeof PaymentProvider>;

/**
 * What to pay with, as the provider calls it: a payment method that Stripe's own form made (`pm_…`), or the number of one of
 * the sandbox's test cards. The numbers of real cards never come here.
 */
export const PaymentMethod = z
  .string()
  .trim()
  .min(1)
  .max(100)
  .regex(/^[\w -]+$/, 'letters, digits, _, - and spaces')
  .meta({ description: 'A payment method of the provider, or a test card of the sandbox.' });

/** Why an order did not become a sale: what refused a pair, or what became of the payment. */
export const OrderReason = z.union([
  RefusalReason,
  z.enum(['declined', 'cancelled', 'unpaid', 'no_pair_left', 'merchant']),
]);
export type OrderReason = z.infer<typeof OrderReason>;

/** One pair of an order, at the price it had when the order was placed. */
export const OrderLine = z
  .object({
    reservationId: Id,
    dropId: Id,
    brand: z.string(),
    name: z.string(),
    colorway: z.string(),
    size: SizeLabel,
    priceCents: z.int(),
    /** What the pair is now: `paying`, `purchased`, or what became of it. */
    status: ReservationStatus,
  })
  .meta({ id: 'OrderLine' });
export type OrderLine = z.infer<typeof OrderLine>;

/** Several pairs bought as one, all or nothing. */
export const Order = z
  .object({
    id: Id,
    /** What people read out on the phone: the end of the id. */
    number: z.string(),
    status: OrderStatus,
    reason: OrderReason.optional(),
    lines: z.array(OrderLine),
    totalCents: z.int(),
    currency: z.string(),
    payment: z.object({
      provider: PaymentProvider,
      status: PaymentStatus,
      /** What it was paid with, as people know it: "Visa ending in 4242". */
      paidWith: z.string().optional(),
      /** For the provider's own form, when the bank asks the shopper something. */
      clientSecret: z.string().optional(),
    }),
    placedAt: Instant,
    payBy: Instant.optional(),
    completedAt: Instant.optional(),
    refundedAt: Instant.optional(),
    restocked: z.boolean(),
    /** Grows with every change. */
    version: z.int(),
    serverTime: Instant,
  })
  .meta({ id: 'Order' });
export type Order = z.infer<typeof Order>;

/** An order with whose it is. */
export const MerchantOrder = Order.extend({
  shopper: z.object({ id: Id, name: z.string() }),
}).meta({ id: 'MerchantOrder' });
export type MerchantOrder = z.infer<typeof MerchantOrder>;

/** A page of orders, newest first; `next` is the cursor of the page after it. */
export const OrderPage = z
  .object({ orders: z.array(Order), next: z.string().optional() })
  .meta({ id: 'OrderPage' });
export type OrderPage = z.infer<typeof OrderPage>;

export const MerchantOrderPage = z
  .object({ orders: z.array(MerchantOrder), next: z.string().optional() })
  .meta({ id: 'MerchantOrderPage' });
export type MerchantOrderPage = z.infer<typeof MerchantOrderPage>;

/** What a merchant gives as the reason of something, in words. */
export const Reason = z
  .string()
  .trim()
  .min(1)
  .max(REASON_LENGTH.max)
  .regex(/^\P{C}+$/u, 'visible characters only');

/** What to look for in orders. */
export const OrderSearch = z
  .string()
  .trim()
  .max(SEARCH_LENGTH.max)
  .regex(/^\P{C}*$/u, 'visible characters only');

/** The reservations of one order, each once. */
export const BagIds = z
  .array(Id)
  .min(PAIRS_PER_BAG.min)
  .max(PAIRS_PER_BAG.max)
  .refine((ids) => new Set(ids).size === ids.length, { error: 'each reservation once' });

/** How a page takes the money. */
export const PaymentOptions = z
  .object({
    provider: PaymentProvider,
    /** For Stripe's form in the browser. */
    publishableKey: z.string().optional(),
    /** What the sandbox takes, and what each card does. */
    testCards: z.array(z.object({ number: z.string(), does: z.string() })),
    /** How long an order may take to be paid. */
    payWithinSeconds: z.int(),
  })
  .meta({ id: 'PaymentOptions' });
export type PaymentOptions = z.infer<typeof PaymentOptions>;
