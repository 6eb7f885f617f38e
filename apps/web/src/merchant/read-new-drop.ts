import type { RouterInputs } from '../server/trpc.ts';
import { parsePrice } from '../drop/price.ts';
import { textOf } from '../parts/form-text.ts';
import { parseSizes } from './parse-sizes.ts';

/** A new drop as read from the form, or what is wrong in it. */
export type ReadNewDrop =
  | { ok: true; newDrop: RouterInputs['drops']['create'] }
  | { ok: false; problem: string };

/** Reads the form of a new drop. The server checks all of it again. */
export function readNewDrop(form: FormData): ReadNewDrop {
  const text = (field: string): string => textOf(form, field);
  const currency = text('currency').toUpperCase();
  if (!/^[A-Z]{3}$/.test(currency)) {
    return { ok: false, problem: 'The currency has three letters, such as USD.' };
  }
  const priceCents = parsePrice(text('price'), currency);
  if (priceCents === undefined) return { ok: false, problem: 'The price is not a number.' };
  const sizes = parseSizes(text('sizes'));
  if (!sizes.ok) return sizes;
  const opensAt = text('opensAt');
  return {
    ok: true,
    newDrop: {
      product: {
        brand: text('brand'),
        name: text('name'),
        colorway: text('colorway'),
        imageUrl: text('imageUrl') || null,
        priceCents,
        currency,
      },
      sizes: sizes.sizes,
      opensAt: opensAt ? new Date(opensAt).toISOString() : null,
      holdSeconds: Number(text('holdSeconds')),
      limitPerShopper: Number(text('limitPerShopper')),
      stockDisplay: text('stockDisplay') === 'levels' ? 'levels' : 'exact',
    },
  };
}
