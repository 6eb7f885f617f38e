const FIRST_SIZE = 7;
const STEP = 0.5;

/** The sizes of the drop: `stock` pairs over `count` sizes as evenly as it goes. */
export function sizesOf(stock: number, count: number): { size: string; total: number }[] {
  return Array.from({ length: count }, (_, index) => ({
    size: `US ${FIRST_SIZE + index * STEP}`,
    total: Math.floor(stock / count) + (index < stock % count ? 1 : 0),
  }));
}
