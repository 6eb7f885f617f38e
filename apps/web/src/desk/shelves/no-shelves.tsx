import { Link } from 'wouter';
import { useDesk } from '../live/desk-context.ts';

/** Said where the grid is empty: because nothing was heard yet, or because nothing fits. */
export function NoShelves() {
  const { desk, view } = useDesk();
  const unheard = desk.totals.stores === 0;
  return (
    <div className="grid justify-items-center gap-4 rounded-tile border border-dashed border-line px-4 py-14 text-center">
      <p className="max-w-xl text-quiet">
        {unheard
          ? 'No store has told of its shelves yet. Stores and models appear here by themselves as soon as a tap speaks of them.'
          : view.show === 'all'
            ? 'No store and model fit these names.'
            : 'No shelf fits: nothing here is in this state right now.'}
      </p>
      {unheard ? (
        <Link href="/desk/taps" className="button button-main">
          Add a tap
        </Link>
      ) : (
        <button
          type="button"
          className="button"
          onClick={() => view.change({ store: '', model: '', show: 'all' })}
        >
          Show everything
        </button>
      )}
    </div>
  );
}
