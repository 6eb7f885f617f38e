import type { SizeView, StockLevel, View } from '@lastpair/contracts';

/** All pairs of a drop together. */
export type Stock = { total: number; available: number; reserved: number; sold: number };

/** The pairs of all sizes added up; undefined when the drop shows only levels. */
export function stockOf({ sizes }: View): Stock | undefined {
  const stock: Stock = { total: 0, available: 0, reserved: 0, sold: 0 };
  for (const { total, available, reserved, sold } of sizes) {
    if (total === null || available === null || reserved === null || sold === null)
      return undefined;
    stock.total += total;
    stock.available += available;
    stock.reserved += reserved;
    stock.sold += sold;
  }
  return stock;
}

/** A drop at a glance. `gone`: no pair is free, though one that is held may come back. */
export type Glance = 'soon' | 'live' | 'gone' | 'closed';

/** A drop at a glance; `hasOpened` is whether its opening time has come on the server's clock. */
export function glanceOf({ status, sizes }: View, hasOpened: boolean): Glance {
  if (status === 'closed') return 'closed';
  if (status === 'scheduled' && !hasOpened) return 'soon';
  return sizes.every(({ level }) => level === 'out') ? 'gone' : 'live';
}

const levels: Record<StockLevel, string> = {
  out: 'Sold out',
  low: 'Low',
  medium: 'Some left',
  high: 'Plenty',
};

/** The stock of one size in words: a count when it is given, else the level. */
export function stockInWords({ available, reserved, level }: SizeView): string {
  if (level === 'out') return reserved ? `All held (${reserved})` : levels.out;
  return available === null ? levels[level] : `${available} left`;
}
