const digitsOf = (currency: string): number =>
  new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions()
    .maximumFractionDigits ?? 2;

/** A price as the reader writes it. `priceCents` is in the smallest unit of the currency (ISO 4217). */
export const formatPrice = (priceCents: number, currency: string): string =>
  new Intl.NumberFormat(undefined, { style: 'currency', currency }).format(
    priceCents / 10 ** digitsOf(currency),
  );

/** Reads a price such as "129.90" into the smallest unit of the currency; undefined when it is none. */
export function parsePrice(text: string, currency: string): number | undefined {
  const amount = /^\d+([.,]\d+)?$/.test(text.trim()) ? Number(text.trim().replace(',', '.')) : NaN;
  const priceCents = Math.round(amount * 10 ** digitsOf(currency));
  return Number.isSafeInteger(priceCents) ? priceCents : undefined;
}
