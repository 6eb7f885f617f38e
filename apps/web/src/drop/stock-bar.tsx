import type { StockLevel } from '@lastpair/contracts';

const HEIGHT: Record<StockLevel, number> = { out: 0, low: 1, medium: 2, high: 3 };

/** How full the shelf is, drawn as a bar. For screen readers the text beside it says the same. */
export function StockBar({
  level,
  available,
  total,
}: {
  level: StockLevel;
  available: number | null;
  total: number | null;
}) {
  const counted = available !== null && total !== null;
  return (
    <progress
      className="stock-bar"
      aria-hidden="true"
      data-level={level}
      max={counted ? Math.max(1, total) : HEIGHT.high}
      value={counted ? available : HEIGHT[level]}
    />
  );
}
