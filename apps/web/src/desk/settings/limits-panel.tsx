import { STANDARD_LIMITS } from '@lastpair/contracts';
import { useState } from 'react';
import { cache } from '../../server/cache.ts';
import { client } from '../../server/client.ts';
import { troubleInWords } from '../../server/store-error.ts';
import { trpc } from '../../server/trpc.ts';
import { usePages } from '../../parts/use-pages.ts';
import { PagedList } from '../../parts/paged-list.tsx';
import { LimitsForm } from './limits-form.tsx';
import { limitsInWords } from './limits-words.ts';
import { NamedLimitsForm } from './named-limits-form.tsx';
import { Trouble } from '../../parts/trouble.tsx';

/** Limits for all shelves, for models, and for single shelves. */
export function LimitsPanel() {
  const pages = usePages(['desk limits'], (after) =>
    client.desk.thresholds.list.query({ limit: 50, ...(after && { after }) }),
  );
  const remove = trpc.desk.thresholds.remove.useMutation({ onSuccess: pages.again });
  const [adding, setAdding] = useState(false);
  const byDefault = pages.items.find(({ modelId }) => modelId === null);
  const particular = pages.items.filter(({ modelId }) => modelId !== null);
  const again = (): void => {
    pages.again();
    void cache.desk.thresholds.list.invalidate();
  };
  return (
    <section className="tile grid gap-4 p-5" aria-labelledby="limits">
      <h2 id="limits" className="text-lg font-bold">
        Limits for all
      </h2>
      {pages.loaded && (
        <LimitsForm
          key={byDefault ? limitsInWords(byDefault) : 'standard'}
          scope={{ storeId: null, modelId: null }}
          limits={byDefault ?? STANDARD_LIMITS}
          onSaved={again}
        />
      )}
      <div className="flex flex-wrap items-center justify-between gap-2">
        <h3 className="text-lg font-bold">Of models and shelves</h3>
        <button
          type="button"
          className="button"
          aria-expanded={adding}
          onClick={() => setAdding(!adding)}
        >
          {adding ? 'Never mind' : 'Add limits'}
        </button>
      </div>
      {adding && (
        <NamedLimitsForm
          onSaved={() => {
            setAdding(false);
            again();
          }}
        />
      )}
      <Trouble>{remove.error && troubleInWords(remove.error)}</Trouble>
      <PagedList
        pages={pages}
        count={particular.length}
        empty="No model and no shelf has limits of its own."
        label="Limits of models and shelves"
      >
        {particular.map((threshold) => (
          <li
            key={`${threshold.storeId}.${threshold.modelId}`}
            className="flex flex-wrap items-center gap-x-3 gap-y-1 rounded-xl border border-line px-3 py-2"
          >
            <div className="min-w-0 flex-1">
              <p className="font-semibold">
                {threshold.model}
                <span className="font-normal text-quiet">
                  {threshold.store === null ? ' in every store' : ` in ${threshold.store}`}
                </span>
              </p>
              <p className="text-sm text-quiet">{limitsInWords(threshold)}</p>
            </div>
            <button
              type="button"
              className="button"
              onClick={() =>
                remove.mutate({ storeId: threshold.storeId, modelId: threshold.modelId })
              }
            >
              Remove<span className="sr-only"> the limits of {threshold.model}</span>
            </button>
          </li>
        ))}
      </PagedList>
    </section>
  );
}
