import { useMemo, useState } from 'react';
import { useDesk } from '../live/desk-context.ts';
import { DeskNumbers } from './desk-numbers.tsx';
import { GridLegend } from './grid-legend.tsx';
import { gridSizes } from './grid-sizes.ts';
import { GridTools } from './grid-tools.tsx';
import { LastMinute } from './last-minute.tsx';
import { NoShelves } from './no-shelves.tsx';
import { ShelfGrid } from './shelf-grid.tsx';
import { chooseGrid } from './choose.ts';
import { useNarrow } from './use-narrow.ts';
import { Wall } from './wall.tsx';
import { WindowTurner } from './window-turner.tsx';

/** Every store, every model, live. */
export function ShelvesPage() {
  const { desk, view } = useDesk();
  const narrow = useNarrow();
  const [onWall, setOnWall] = useState(false);
  const { stores, models, shelves, moves } = desk;
  const { store, model, show, order } = view;
  const grid = useMemo(
    () => chooseGrid({ stores, models, shelves, moves }, { store, model, show, order }),
    [stores, models, shelves, moves, store, model, show, order],
  );
  return (
    <>
      <h1 className="sr-only">Inventory desk</h1>
      <DeskNumbers sum={grid.sum} />
      <GridTools onWall={() => setOnWall(true)} />
      <WindowTurner />
      {grid.stores.length === 0 || grid.models.length === 0 ? (
        <NoShelves />
      ) : (
        <ShelfGrid
          grid={grid}
          sizes={narrow ? gridSizes.phone : gridSizes.desk}
          className="max-h-[max(22rem,calc(100dvh-20rem))]"
        />
      )}
      <GridLegend />
      <LastMinute />
      {onWall && <Wall grid={grid} onClose={() => setOnWall(false)} />}
    </>
  );
}
