import { WATCH_MODELS, WATCH_STORES } from '@lastpair/contracts';
import { useDesk } from '../live/desk-context.ts';
import { isLarge } from '../live/use-desk-window.ts';

/** Of a desk that is larger than a window: which part of it is shown, and the way to the others. */
export function WindowTurner() {
  const { desk, view } = useDesk();
  const { stores, models } = desk.totals;
  if (!isLarge(desk.totals)) return null;
  const byAlert = view.show === 'alerts' || view.show === 'low' || view.show === 'high';
  if (byAlert) {
    return (
      <p className="text-sm text-quiet">
        The first {WATCH_STORES} stores and {WATCH_MODELS} models with such an alert. Names narrow
        it further.
      </p>
    );
  }
  return (
    <div className="flex flex-wrap items-center gap-x-6 gap-y-2 text-sm text-quiet">
      <Turn
        noun="Stores"
        page={view.storePage}
        size={WATCH_STORES}
        total={view.store === '' ? stores : undefined}
        shown={desk.stores.size}
        onTurn={(storePage) => view.change({ storePage })}
      />
      <Turn
        noun="Models"
        page={view.modelPage}
        size={WATCH_MODELS}
        total={view.model === '' ? models : undefined}
        shown={desk.models.size}
        onTurn={(modelPage) => view.change({ modelPage })}
      />
      <span>Names are looked for among all of them.</span>
    </div>
  );
}

function Turn({
  noun,
  page,
  size,
  total,
  shown,
  onTurn,
}: {
  noun: string;
  page: number;
  size: number;
  total: number | undefined;
  shown: number;
  onTurn: (page: number) => void;
}) {
  const first = page * size + 1;
  const last = page * size + shown;
  const isLast = total === undefined ? shown < size : last >= total;
  return (
    <span className="flex items-center gap-2">
      <button
        type="button"
        className="button min-h-9 px-3"
        aria-label={`${noun} before`}
        disabled={page === 0}
        onClick={() => onTurn(page - 1)}
      >
        ‹
      </button>
      <span className="tabular-nums">
        {noun} {first}–{last}
        {total !== undefined && ` of ${total}`}
      </span>
      <button
        type="button"
        className="button min-h-9 px-3"
        aria-label={`${noun} after`}
        disabled={isLast}
        onClick={() => onTurn(page + 1)}
      >
        ›
      </button>
    </span>
  );
}
