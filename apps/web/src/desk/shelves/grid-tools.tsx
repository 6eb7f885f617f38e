import { useDesk } from '../live/desk-context.ts';
import { Segments } from '../../parts/segments.tsx';
import { orders, shows } from './choose.ts';
import type { Order, Show } from './choose.ts';

const showWords: Record<Show, string> = {
  all: 'All',
  alerts: 'Alerts',
  low: 'Too few',
  high: 'Too many',
  moved: 'Last minute',
};
const orderWords: Record<Order, string> = {
  name: 'By name',
  alerts: 'Most alerts first',
  fewest: 'Fewest pairs first',
  fastest: 'Fastest first',
};

/** Filters and order of the grid, the file of it, and the way to the big screen. */
export function GridTools({ onWall }: { onWall: () => void }) {
  const { view } = useDesk();
  return (
    <div className="flex flex-wrap items-center gap-2">
      <input
        type="search"
        className="input max-w-44 flex-1 basis-32"
        aria-label="Stores that contain"
        placeholder="Store"
        value={view.store}
        onChange={({ target }) => view.change({ store: target.value })}
      />
      <input
        type="search"
        className="input max-w-44 flex-1 basis-32"
        aria-label="Models that contain"
        placeholder="Model"
        value={view.model}
        onChange={({ target }) => view.change({ model: target.value })}
      />
      <Segments
        label="Which shelves"
        values={shows}
        words={showWords}
        value={view.show}
        onChange={(show) => view.change({ show })}
      />
      <select
        className="input w-auto!"
        aria-label="Order"
        value={view.order}
        onChange={({ target }) => {
          const order = orders.find((each) => each === target.value);
          if (order) view.change({ order });
        }}
      >
        {orders.map((order) => (
          <option key={order} value={order}>
            {orderWords[order]}
          </option>
        ))}
      </select>
      <span className="flex gap-2 sm:ml-auto">
        <a className="button" href="/api/shelves.csv" download>
          CSV<span className="sr-only"> of all shelves</span>
        </a>
        <button
          type="button"
          className="button max-sm:hidden"
          aria-haspopup="dialog"
          onClick={onWall}
        >
          Big screen
        </button>
      </span>
    </div>
  );
}
