import { defaultRangeExtractor, useVirtualizer } from '@tanstack/react-virtual';
import type { Range, Virtualizer } from '@tanstack/react-virtual';
import { useCallback, useEffect, useRef, useState } from 'react';
import type { RefObject } from 'react';
import { cellWidthIn } from './grid-sizes.ts';
import type { GridSizes } from './grid-sizes.ts';
import type { Cell } from './use-grid-keys.ts';

/** Drawn beyond the edges, so that scrolling shows no gaps. */
const OVERSCAN = 2;

type Axis = Virtualizer<HTMLDivElement, Element>;

/** Which rows and columns of a grid that is scrolled in `box` are in sight. The cell to `keep` is drawn in any case. */
export function useGridWindow(
  box: RefObject<HTMLDivElement | null>,
  count: { rows: number; columns: number },
  sizes: GridSizes,
): { rows: Axis; columns: Axis; keep: (cell: Cell) => void } {
  const kept = useRef<Cell>({ row: 0, column: 0 });
  const keep = useCallback((cell: Cell) => {
    kept.current = cell;
  }, []);
  const cellWidth = cellWidthIn(useWidth(box), count.columns, sizes);
  const common = {
    getScrollElement: () => box.current,
    overscan: OVERSCAN,
    useFlushSync: false,
  };
  // oxlint-disable-next-line react/incompatible-library -- the compiler is not used
  const rows = useVirtualizer({
    ...common,
    count: count.rows,
    estimateSize: () => sizes.rowHeight,
    paddingStart: sizes.headHeight,
    scrollPaddingStart: sizes.headHeight,
    rangeExtractor: (range) => withKept(range, kept.current.row),
  });
  // oxlint-disable-next-line react/incompatible-library -- the compiler is not used
  const columns = useVirtualizer({
    ...common,
    horizontal: true,
    count: count.columns,
    estimateSize: () => cellWidth,
    paddingStart: sizes.headWidth,
    scrollPaddingStart: sizes.headWidth,
    rangeExtractor: (range) => withKept(range, kept.current.column),
  });
  useEffect(() => columns.measure(), [columns, cellWidth]);
  useEffect(() => rows.measure(), [rows, sizes]);
  return { rows, columns, keep };
}

/** The cell that has the focus stays drawn when it is scrolled out of sight, or the focus would be lost. */
const withKept = (range: Range, kept: number): number[] => {
  const indexes = defaultRangeExtractor(range);
  return kept >= range.count || indexes.includes(kept)
    ? indexes
    : [...indexes, kept].toSorted((one, other) => one - other);
};

/** The width of an element in pixels, kept up to date. */
function useWidth(element: RefObject<HTMLElement | null>): number {
  const [width, setWidth] = useState(0);
  useEffect(() => {
    if (!element.current) return undefined;
    const observer = new ResizeObserver(([entry]) => setWidth(entry?.contentRect.width ?? 0));
    observer.observe(element.current);
    return () => observer.disconnect();
  }, [element]);
  return width;
}
