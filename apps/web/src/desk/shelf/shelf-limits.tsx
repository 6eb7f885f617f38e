import { STANDARD_LIMITS } from '@lastpair/contracts';
import { cache } from '../../server/cache.ts';
import { trpc } from '../../server/trpc.ts';
import { LimitsForm } from '../settings/limits-form.tsx';
import { limitsInWords } from '../settings/limits-words.ts';
import type { ShelfPlace } from './use-open-shelf.ts';

/** The limits that count for a shelf, whose they are, and how to give it its own. */
export function ShelfLimits({ place }: { place: ShelfPlace }) {
  const { storeId, modelId } = place;
  const ofModel = trpc.desk.thresholds.list.useQuery({ modelId, limit: 500 }).data?.items;
  const first = trpc.desk.thresholds.list.useQuery({ limit: 1 }).data?.items[0];
  const again = () => cache.desk.thresholds.list.invalidate();
  const remove = trpc.desk.thresholds.remove.useMutation({ onSuccess: again });
  if (!ofModel) return null;
  const own = ofModel.find((threshold) => threshold.storeId === storeId);
  const model = ofModel.find((threshold) => threshold.storeId === null);
  const byDefault = first?.modelId === null ? first : undefined;
  const limits = own ?? model ?? byDefault ?? STANDARD_LIMITS;
  const whose = own ? 'its own' : model ? 'those of the model' : 'those for all';
  return (
    <section className="grid grid-cols-1 gap-3" aria-labelledby="shelf-limits">
      <h2 id="shelf-limits" className="text-lg font-bold">
        Limits
      </h2>
      <p className="text-sm text-quiet">
        {limitsInWords(limits)} ({whose})
      </p>
      <details open={own !== undefined}>
        <summary className="min-h-9 text-sm font-semibold">
          {own ? 'Change them' : 'Give this shelf limits of its own'}
        </summary>
        <div className="mt-3 grid gap-2">
          <LimitsForm
            key={limitsInWords(limits)}
            scope={place}
            limits={limits}
            onSaved={() => void again()}
          />
          {own && (
            <button
              type="button"
              className="button justify-self-start"
              onClick={() => remove.mutate(place)}
            >
              Use those of the model again
            </button>
          )}
        </div>
      </details>
    </section>
  );
}
