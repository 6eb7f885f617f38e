import { useState } from 'react';
import { count } from '../../time/format-time.ts';
import { troubleInWords } from '../../server/store-error.ts';
import { trpc } from '../../server/trpc.ts';
import { SuggestionRow } from './suggestion-row.tsx';

/** Stock moves all the time, so what would do good is worked out anew this often. */
const AGAIN_MS = 10_000;
/** The best come first; the rest is shown when asked for. */
const SHOWN_AT_FIRST = 6;

/** What would do good, of all models or of one. */
export function Suggestions({ modelId, storeId }: { modelId?: number; storeId?: number }) {
  const { data, error } = trpc.desk.transfers.suggestions.useQuery(
    { modelId },
    { refetchInterval: AGAIN_MS, refetchOnMount: 'always' },
  );
  const [all, setAll] = useState(false);
  const fitting = data?.filter(
    ({ fromStoreId, toStoreId }) =>
      storeId === undefined || fromStoreId === storeId || toStoreId === storeId,
  );
  return (
    <section className="grid grid-cols-1 gap-3" aria-label="Suggestions">
      <h2 className="text-lg font-bold">
        {fitting?.length ? count(fitting.length, 'suggestion') : 'Suggestions'}
      </h2>
      {error && (
        <p className="font-medium text-bad" role="alert">
          {troubleInWords(error)}
        </p>
      )}
      {fitting?.length === 0 && (
        <p className="text-quiet">
          No transfer would do good right now: wherever a store runs short, no other can spare any,
          or enough is on its way.
        </p>
      )}
      <ul className="grid grid-cols-1 gap-2 xl:grid-cols-2">
        {fitting?.slice(0, all ? undefined : SHOWN_AT_FIRST).map((suggestion) => (
          <SuggestionRow
            key={`${suggestion.modelId}.${suggestion.fromStoreId}.${suggestion.toStoreId}`}
            suggestion={suggestion}
          />
        ))}
      </ul>
      {!all && fitting !== undefined && fitting.length > SHOWN_AT_FIRST && (
        <button type="button" className="button justify-self-start" onClick={() => setAll(true)}>
          Show all {fitting.length}
        </button>
      )}
    </section>
  );
}
