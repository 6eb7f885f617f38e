import { z } from 'zod';
import { SizeLabel } from './command.ts';
import { Id, Instant, toInstant } from './ids.ts';
import { HOLD_SECONDS, LIMIT_PER_SHOPPER, SIZE_TOTAL, SIZES_PER_DROP } from './limits.ts';

export const dropStatuses = ['scheduled', 'open', 'closed'] as const;
export const DropStatus = z.enum(dropStatuses);
export type DropStatus = z.infer<typeof DropStatus>;

/** Whether shoppers see how many pairs there are, or only the level. */
export const StockDisplay = z.enum(['exact', 'levels']);
export type StockDisplay = z.infer<typeof StockDisplay>;

export const stockLevels = ['out', 'low', 'medium', 'high'] as const;
export const StockLevel = z.enum(stockLevels);
export type StockLevel = z.infer<typeof StockLevel>;

/** The last two pairs are always `low`; else a fifth and a half of the total are the borders. */
export function stockLevelOf(available: number, total: number): StockLevel {
  if (available <= 0) return 'out';
  if (available <= 2 || available < total / 5) return 'low';
  return available < total / 2 ? 'medium' : 'high';
}

const count = z.int().min(0).nullable();

/** What a page shows of one size. Counts are null for shoppers when the drop shows only levels. */
export const SizeView = z
  .object({
    size: SizeLabel,
    sku: z.string(),
    total: count,
    available: count,
    reserved: count,
    sold: count,
    level: StockLevel,
  })
  .meta({ id: 'SizeView' });
export type SizeView = z.infer<typeof SizeView>;

export const Product = z
  .object({
    brand: z.string(),
    name: z.string(),
    colorway: z.string(),
    imageUrl: z.string().nullable(),
    priceCents: z.int(),
    currency: z.string(),
  })
  .meta({ id: 'Product' });
export type Product = z.infer<typeof Product>;

/** What a page shows of a drop at one `seq`. */
export const View = z
  .object({
    id: Id,
    product: Product,
    status: DropStatus,
    opensAt: Instant.nullable(),
    holdSeconds: z.int(),
    limitPerShopper: z.int(),
    stockDisplay: StockDisplay,
    seq: z.int(),
    sizes: z.array(SizeView),
    recentPurchases: z.array(z.object({ name: z.string(), size: SizeLabel, at: Instant })),
    serverTime: Instant,
  })
  .meta({ id: 'View' });
export type View = z.infer<typeof View>;

const text = (max: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(max)
    .regex(/^\P{C}+$/u, 'visible characters only');

/** A point in time that a clock of ours can reach, in any offset; kept in UTC. */
const OpeningTime = z.iso
  .datetime({ offset: true })
  .refine(
    (time) => Date.parse(time) >= Date.UTC(2000) && Date.parse(time) < Date.UTC(2100),
    'a time from 2000 to 2100',
  )
  .overwrite((time) => (Number.isNaN(Date.parse(time)) ? time : toInstant(Date.parse(time))));

/** What a merchant gives to create a drop. Without `opensAt` it opens only by the merchant's hand. */
export const NewDrop = z.strictObject({
  product: z.strictObject({
    brand: text(60),
    name: text(80),
    colorway: text(80),
    imageUrl: z
      .url({ protocol: /^https$/ })
      .max(500)
      .regex(/^\P{C}+$/u, 'visible characters only')
      .nullish(),
    priceCents: z.int().min(0).max(100_000_000),
    currency: z
      .string()
      .regex(/^[A-Z]{3}$/, 'a three-letter ISO 4217 code')
      .default('USD'),
  }),
  sizes: z
    .array(
      z.strictObject({
        size: SizeLabel,
        total: z.int().min(SIZE_TOTAL.min).max(SIZE_TOTAL.max),
      }),
    )
    .min(SIZES_PER_DROP.min)
    .max(SIZES_PER_DROP.max)
    .refine((sizes) => new Set(sizes.map(({ size }) => size)).size === sizes.length, {
      error: 'each size once',
    }),
  opensAt: OpeningTime.nullish(),
  holdSeconds: z.int().min(HOLD_SECONDS.min).max(HOLD_SECONDS.max).default(HOLD_SECONDS.default),
  limitPerShopper: z
    .int()
    .min(LIMIT_PER_SHOPPER.min)
    .max(LIMIT_PER_SHOPPER.max)
    .default(LIMIT_PER_SHOPPER.default),
  stockDisplay: StockDisplay.default('exact'),
});
export type NewDrop = z.output<typeof NewDrop>;
