import type { Stock } from './stock.ts';

/** All pairs as one bar: left, held, sold. The text beside it says the same. */
export function StockSplit({ stock: { total, available, reserved, sold } }: { stock: Stock }) {
  const width = (pairs: number): number => (total === 0 ? 0 : (pairs / total) * 100);
  return (
    <svg
      viewBox="0 0 100 4"
      preserveAspectRatio="none"
      className="h-3 w-full rounded-full"
      aria-hidden="true"
    >
      <rect width="100" height="4" className="fill-wash" />
      <rect width={width(available)} height="4" className="fill-high" />
      <rect x={width(available)} width={width(reserved)} height="4" className="fill-medium" />
      <rect x={width(available + reserved)} width={width(sold)} height="4" className="fill-edge" />
    </svg>
  );
}
