import type { Limits } from '@lastpair/contracts';
import { useState } from 'react';
import { troubleInWords } from '../../server/store-error.ts';
import { trpc } from '../../server/trpc.ts';
import { LimitsFields } from './limits-fields.tsx';
import { readLimits } from './read-limits.ts';

/** Sets the limits of all shelves, of a model, or of one shelf. */
export function LimitsForm({
  scope,
  limits,
  onSaved,
}: {
  scope: { storeId: number | null; modelId: number | null };
  limits: Limits;
  onSaved: () => void;
}) {
  const [problem, setProblem] = useState<string>();
  const { mutate, isPending, isSuccess, error } = trpc.desk.thresholds.set.useMutation({
    onSuccess: onSaved,
  });
  const wrong = problem ?? (error ? troubleInWords(error) : undefined);
  return (
    <form
      className="grid gap-3"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        const read = readLimits(new FormData(event.currentTarget));
        setProblem(read.ok ? undefined : read.problem);
        if (read.ok && !isPending) mutate({ ...scope, ...read.limits });
      }}
    >
      <LimitsFields limits={limits} />
      <div className="flex flex-wrap items-center gap-3">
        <button type="submit" className="button button-main" aria-disabled={isPending}>
          Save limits
        </button>
        <p className={`text-sm font-medium ${wrong ? 'text-bad' : 'text-good'}`} role="status">
          {wrong ?? (isSuccess && 'Saved. Shelves are looked at again within seconds.')}
        </p>
      </div>
    </form>
  );
}
