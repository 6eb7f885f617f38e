import { STANDARD_LIMITS } from '@lastpair/contracts';
import { useMutation } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { Field } from '../../parts/field.tsx';
import { textOf } from '../../parts/form-text.ts';
import { client } from '../../server/client.ts';
import { useDesk } from '../live/desk-context.ts';
import { findByName, messageOf } from '../parts/find-by-name.ts';
import { Names } from '../parts/names.tsx';
import { LimitsFields } from './limits-fields.tsx';
import { readLimits } from './read-limits.ts';
import { Trouble } from '../../parts/trouble.tsx';

/** Sets limits of a model in every store or in one, both by name. */
export function NamedLimitsForm({ onSaved }: { onSaved: () => void }) {
  const { desk } = useDesk();
  const id = useId();
  const [problem, setProblem] = useState<string>();
  const { mutate, isPending, error } = useMutation({ mutationFn: setNamed, onSuccess: onSaved });
  const wrong = problem ?? (error ? messageOf(error) : undefined);
  return (
    <form
      className="appear grid gap-4 rounded-2xl bg-wash p-4"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        const form = new FormData(event.currentTarget);
        const read = readLimits(form);
        const model = textOf(form, 'model');
        setProblem(!read.ok ? read.problem : model === '' ? 'Name the model.' : undefined);
        if (read.ok && model !== '' && !isPending) {
          mutate({ model, store: textOf(form, 'store'), limits: read.limits });
        }
      }}
    >
      <div className="grid gap-4 sm:grid-cols-2">
        <Field label="Model" name="model" list={`${id}-models`} autoComplete="off" required />
        <Field
          label="Store"
          name="store"
          list={`${id}-stores`}
          autoComplete="off"
          hint="Empty: in every store."
        />
        <Names id={`${id}-models`} named={desk.models} />
        <Names id={`${id}-stores`} named={desk.stores} />
      </div>
      <LimitsFields limits={STANDARD_LIMITS} />
      <div className="flex flex-wrap items-center gap-3">
        <button type="submit" className="button button-main" aria-disabled={isPending}>
          Save these limits
        </button>
        <Trouble>{wrong}</Trouble>
      </div>
    </form>
  );
}

async function setNamed(asked: {
  model: string;
  store: string;
  limits: { low: number | null; high: number | null; margin: number };
}) {
  const { model, store, limits } = asked;
  const modelId = await findByName(client.desk.models.query, model, 'model');
  const storeId = store === '' ? null : await findByName(client.desk.stores.query, store, 'store');
  return client.desk.thresholds.set.mutate({ storeId, modelId, ...limits });
}
