import type { Shelf } from '@lastpair/contracts';
import { memo } from 'react';
import { count } from '../../time/format-time.ts';
import type { ShelfPlace } from '../shelf/use-open-shelf.ts';
import { formatCount, formatMove, toneOf, toneWords } from '../words.ts';
import { Spark } from './spark.tsx';

/** One shelf in the grid: how many, how it is doing, and what the last minute did to it. */
export const GridCell = memo(function GridCell({
  row,
  column,
  left,
  width,
  store,
  model,
  storeId,
  modelId,
  shelf,
  levels,
  moved,
  flashes,
  current,
  onOpen,
}: {
  row: number;
  column: number;
  left: number;
  width: number;
  store: string;
  model: string;
  storeId: number;
  modelId: number;
  shelf: Shelf | undefined;
  levels: readonly number[] | undefined;
  moved: number | undefined;
  flashes: boolean;
  current: boolean;
  onOpen: (place: ShelfPlace) => void;
}) {
  const tone = shelf && toneOf(shelf);
  const flash = flashes && moved !== undefined;
  const words = shelf
    ? `${count(shelf.inventory, 'pair')}, ${toneWords[tone!]}${moved ? `, ${formatMove(moved)} in the last minute` : ''}`
    : 'nothing to show';
  return (
    <div
      role="gridcell"
      aria-colindex={column + 2}
      className="absolute inset-y-0 p-0.5 contain-content"
      style={{ left, width }}
    >
      <button
        type="button"
        className="grid-cell"
        data-tone={tone}
        data-cell={`${row}.${column}`}
        data-testid={`shelf-${store}-${model}`}
        data-inventory={shelf?.inventory}
        aria-label={`${store}, ${model}: ${words}`}
        aria-haspopup={shelf && 'dialog'}
        tabIndex={current ? 0 : -1}
        onClick={() => shelf && onOpen({ storeId, modelId })}
      >
        {shelf ? (
          <>
            <span className="flex items-baseline justify-between gap-1">
              <span key={flash ? shelf.at : undefined} className={flash ? 'flash' : ''}>
                {formatCount(shelf.inventory)}
              </span>
              {moved !== undefined && moved !== 0 && (
                <span className="grid-cell-moved">{formatMove(moved)}</span>
              )}
            </span>
            <Spark past={levels} now={shelf.inventory} />
          </>
        ) : (
          <span className="text-quiet">–</span>
        )}
      </button>
    </div>
  );
});
