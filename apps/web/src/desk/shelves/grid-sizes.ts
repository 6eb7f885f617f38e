/** How large the grid is drawn, in pixels: on a desk, on a phone, and on a screen on the wall. */
export type GridSizes = {
  rowHeight: number;
  headHeight: number;
  headWidth: number;
  cellWidth: number;
};

export const gridSizes = {
  desk: { rowHeight: 52, headHeight: 62, headWidth: 176, cellWidth: 100 },
  phone: { rowHeight: 48, headHeight: 62, headWidth: 112, cellWidth: 88 },
  wall: { rowHeight: 74, headHeight: 84, headWidth: 240, cellWidth: 116 },
} as const satisfies Record<string, GridSizes>;

/** Cells grow into what is left of a wide screen, but not beyond this. */
const GROWN_AT_MOST = 2;

/** The width of a cell when `columns` of them share `width` pixels. */
export function cellWidthIn(width: number, columns: number, sizes: GridSizes): number {
  const fair = Math.floor((width - sizes.headWidth - 2) / Math.max(1, columns));
  return Math.min(Math.max(sizes.cellWidth, fair), sizes.cellWidth * GROWN_AT_MOST);
}
