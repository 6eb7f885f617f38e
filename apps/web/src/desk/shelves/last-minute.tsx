import { Ago } from '../../time/ago.tsx';
import { useDesk } from '../live/desk-context.ts';
import { useOpenShelf } from '../shelf/use-open-shelf.ts';
import { formatMove } from '../words.ts';

const SHOWN = 40;

/** What changed in the last minute, newest first. */
export function LastMinute() {
  const { desk } = useDesk();
  const { open } = useOpenShelf();
  const newest = desk.moves.slice(-SHOWN).toReversed();
  return (
    <section className="tile min-w-0 p-4" aria-label="The last minute">
      <h2 className="label mb-3 font-semibold text-quiet">
        The last minute: {desk.moves.length} changes
      </h2>
      {newest.length === 0 ? (
        <p className="py-4 text-center text-quiet">Nothing has changed for a minute.</p>
      ) : (
        <ul className="relative flex gap-2 overflow-x-auto pb-1" tabIndex={0}>
          {newest.map((move) => (
            <li key={move.id} className="flex-none">
              <button
                type="button"
                className="grid min-h-11 gap-0.5 rounded-xl border border-line px-3 py-1.5 text-left text-sm hover:border-ink"
                onClick={() => open(move)}
              >
                <span className="flex gap-2 font-semibold">
                  <span className={move.by < 0 ? 'text-bad' : 'text-good'}>
                    {formatMove(move.by)}
                  </span>
                  {desk.models.get(move.modelId)?.name}
                </span>
                <span className="text-quiet">
                  {desk.stores.get(move.storeId)?.name} ·{' '}
                  <Ago at={new Date(move.at).toISOString()} />
                </span>
              </button>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
