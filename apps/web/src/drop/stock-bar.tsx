import type { StockLevel } from '@lastpair/contracts';

const HEIGHT: Record<StockLevel, number> = { out: 0, low: 1, medium: 2, high: 3 };

/** How full the shelf is, as a bar. It is named by `label`, or kept from screen readers where text says the same. */
export function StockBar({
  level,
  available,
  total,
  label,
}: {
  level: StockLevel;
  available: number | null;
  total: number | null;
  label?: string;
}) {
  const counted = available !== null && total !== null;
  return (
    <meter
      className="stock-bar"
      data-level={level}
      min={0}
      max={counted ? Math.max(1, total) : HEIGHT.high}
      value={counted ? available : HEIGHT[level]}
      aria-label={label}
      aria-hidden={label === undefined}
    />
  );
}
