import { useCallback, useEffect, useRef } from 'react';
import { useDesk } from '../live/desk-context.ts';
import { useOpenShelf } from '../shelf/use-open-shelf.ts';
import type { ShelfPlace } from '../shelf/use-open-shelf.ts';
import type { Grid } from './choose.ts';
import { GridCell } from './grid-cell.tsx';
import type { GridSizes } from './grid-sizes.ts';
import { LineHead } from './line-head.tsx';
import { useGridKeys } from './use-grid-keys.ts';
import type { Cell } from './use-grid-keys.ts';
import { useGridWindow } from './use-grid-window.ts';
import { useTrails } from './use-trails.ts';

/** Where everything changes at once, nothing is made out by flashing, and drawing it is work. */
const FLASHES_MAXIMUM = 60;

/** Stores x models. Only what can be seen is drawn, both ways. */
export function ShelfGrid({
  grid: { stores, models, shelves, moved },
  sizes,
  className,
}: {
  grid: Grid;
  sizes: GridSizes;
  className: string;
}) {
  const { desk, dispatch } = useDesk();
  const { open } = useOpenShelf();
  const box = useRef<HTMLDivElement>(null);
  const latestOpen = useRef(open);
  useEffect(() => {
    latestOpen.current = open;
  });
  const onOpen = useCallback((place: ShelfPlace) => latestOpen.current(place), []);

  const { rows, columns, keep } = useGridWindow(
    box,
    { rows: stores.length, columns: models.length },
    sizes,
  );
  const reveal = useCallback(
    ({ row, column }: Cell) => {
      rows.scrollToIndex(row);
      columns.scrollToIndex(column);
    },
    [rows, columns],
  );
  const { current, onKeyDown } = useGridKeys(box, stores.length, models.length, reveal);
  const { row: keptRow, column: keptColumn } = current;
  useEffect(() => keep({ row: keptRow, column: keptColumn }), [keep, keptRow, keptColumn]);

  const shownRows = rows.getVirtualItems();
  const shownColumns = columns.getVirtualItems();
  useTrails(
    shownRows.map(({ index }) => stores[index]!.id),
    shownColumns.map(({ index }) => models[index]!.id),
    useCallback((trails) => dispatch({ kind: 'trails', trails }), [dispatch]),
  );
  const width = columns.getTotalSize();
  const busy = moved.size > FLASHES_MAXIMUM;
  return (
    <div
      ref={box}
      role="grid"
      aria-label="Pairs by store and model"
      aria-rowcount={stores.length + 1}
      aria-colcount={models.length + 1}
      className={`tile relative overflow-auto overscroll-contain ${className}`}
      onKeyDown={onKeyDown}
    >
      <div role="none" className="relative" style={{ width, height: rows.getTotalSize() }}>
        <div
          role="row"
          aria-rowindex={1}
          className="sticky top-0 z-10 border-b border-line bg-card"
          style={{ height: sizes.headHeight }}
        >
          <div
            role="columnheader"
            aria-colindex={1}
            className="label sticky left-0 z-10 flex h-full items-end border-r border-line bg-card px-3 py-2 text-quiet"
            style={{ width: sizes.headWidth }}
          >
            {stores.length} × {models.length}
            <span className="sr-only"> stores and models</span>
          </div>
          {shownColumns.map(({ index, start, size }) => (
            <div
              key={models[index]!.id}
              role="columnheader"
              aria-colindex={index + 2}
              className="grid-head absolute inset-y-0 px-1"
              style={{ left: start, width: size }}
            >
              <LineHead line={models[index]!} />
            </div>
          ))}
        </div>
        {shownRows.map(({ index: row, start, size }) => {
          const store = stores[row]!;
          return (
            <div
              key={store.id}
              role="row"
              aria-rowindex={row + 2}
              className="absolute inset-x-0 top-0"
              style={{ height: size, transform: `translateY(${start}px)` }}
            >
              <div
                role="rowheader"
                aria-colindex={1}
                className="grid-head sticky left-0 z-[5] h-full border-r border-line bg-card px-3"
                style={{ width: sizes.headWidth }}
              >
                <LineHead line={store} />
              </div>
              {shownColumns.map(({ index: column, start: left, size: cell }) => {
                const model = models[column]!;
                const key = `${store.id}.${model.id}` as const;
                return (
                  <GridCell
                    key={model.id}
                    row={row}
                    column={column}
                    left={left}
                    width={cell}
                    store={store.name}
                    model={model.name}
                    storeId={store.id}
                    modelId={model.id}
                    shelf={shelves.get(key)}
                    levels={desk.trails.get(key)}
                    moved={moved.get(key)}
                    flashes={!busy}
                    current={current.row === row && current.column === column}
                    onOpen={onOpen}
                  />
                );
              })}
            </div>
          );
        })}
      </div>
    </div>
  );
}
