import { useCallback, useEffect, useRef, useState } from 'react';
import type { KeyboardEvent, RefObject } from 'react';

/** Rows that a page key passes. */
const PAGE = 8;

export type Cell = { row: number; column: number };

/**
 * One cell of the grid can be reached with Tab; the arrow keys go on from there. `reveal` scrolls a cell into the window
 * that is drawn; it gets the focus as soon as it is there.
 */
export function useGridKeys(
  box: RefObject<HTMLElement | null>,
  rows: number,
  columns: number,
  reveal: (cell: Cell) => void,
): { current: Cell; onKeyDown: (event: KeyboardEvent) => void } {
  const [wanted, setWanted] = useState<Cell>({ row: 0, column: 0 });
  /** The cell that is to get the focus. Said here, because the effect that finds it may still be that of the render before. */
  const focusNext = useRef<Cell>(undefined);

  // No list of dependencies: the cell may be drawn only some renders later.
  useEffect(() => {
    if (!focusNext.current) return;
    const { row, column } = within(focusNext.current, rows, columns);
    const cell = box.current?.querySelector<HTMLElement>(`[data-cell="${row}.${column}"]`);
    if (!cell) return;
    focusNext.current = undefined;
    cell.focus({ preventScroll: true });
  });

  const onKeyDown = useCallback(
    (event: KeyboardEvent) => {
      const at = (event.target as HTMLElement).dataset['cell'];
      if (at === undefined) return;
      const [fromRow = 0, fromColumn = 0] = at.split('.').map(Number);
      const to = goTo(event, { row: fromRow, column: fromColumn }, rows, columns);
      if (!to) return;
      event.preventDefault();
      focusNext.current = to;
      setWanted(to);
      reveal(to);
    },
    [rows, columns, reveal],
  );
  return { current: within(wanted, rows, columns), onKeyDown };
}

/** The cell itself, or the nearest one if the grid is too small for it. */
const within = ({ row, column }: Cell, rows: number, columns: number): Cell => ({
  row: Math.max(0, Math.min(row, rows - 1)),
  column: Math.max(0, Math.min(column, columns - 1)),
});

function goTo(
  { key, ctrlKey }: KeyboardEvent,
  { row, column }: Cell,
  rows: number,
  columns: number,
): Cell | undefined {
  const inside = (toRow: number, toColumn: number): Cell =>
    within({ row: toRow, column: toColumn }, rows, columns);
  switch (key) {
    case 'ArrowUp':
      return inside(row - 1, column);
    case 'ArrowDown':
      return inside(row + 1, column);
    case 'ArrowLeft':
      return inside(row, column - 1);
    case 'ArrowRight':
      return inside(row, column + 1);
    case 'PageUp':
      return inside(row - PAGE, column);
    case 'PageDown':
      return inside(row + PAGE, column);
    case 'Home':
      return inside(ctrlKey ? 0 : row, 0);
    case 'End':
      return inside(ctrlKey ? rows : row, columns);
    default:
      return undefined;
  }
}
