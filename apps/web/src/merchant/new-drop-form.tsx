import { HOLD_SECONDS, LIMIT_PER_SHOPPER } from '@lastpair/contracts';
import { useState } from 'react';
import { cache } from '../server/cache.ts';
import { troubleInWords } from '../server/store-error.ts';
import { trpc } from '../server/trpc.ts';
import { Field } from './field.tsx';
import { NewDropResult } from './new-drop-result.tsx';
import { readNewDrop } from './read-new-drop.ts';

/** Makes a drop. */
export function NewDropForm() {
  const [problem, setProblem] = useState<string>();
  const { mutate, isPending, error, data } = trpc.drops.create.useMutation({
    onSuccess: () => cache.drops.list.invalidate(),
  });
  return (
    <form
      className="new-drop-form"
      onSubmit={(event) => {
        event.preventDefault();
        const read = readNewDrop(new FormData(event.currentTarget));
        setProblem(read.ok ? undefined : read.problem);
        if (read.ok && !isPending) mutate(read.newDrop);
      }}
    >
      <Field label="Brand" name="brand" required maxLength={60} />
      <Field label="Name" name="name" required maxLength={80} />
      <Field label="Colourway" name="colorway" required maxLength={80} />
      <Field label="Price" name="price" inputMode="decimal" required placeholder="129.90" />
      <Field label="Currency" name="currency" required maxLength={3} defaultValue="USD" />
      <Field label="Picture" name="imageUrl" type="url" hint="https address, optional" />
      <Field label="Sizes" name="sizes" required placeholder="40x10, 41x8" hint="size x pairs" />
      <Field
        label="Opens at"
        name="opensAt"
        type="datetime-local"
        step={1}
        hint="Your local time. Leave it empty to open it by hand."
      />
      <Field
        label="Hold, in seconds"
        name="holdSeconds"
        type="number"
        required
        min={HOLD_SECONDS.min}
        max={HOLD_SECONDS.max}
        defaultValue={HOLD_SECONDS.default}
      />
      <Field
        label="Pairs per shopper"
        name="limitPerShopper"
        type="number"
        required
        min={LIMIT_PER_SHOPPER.min}
        max={LIMIT_PER_SHOPPER.max}
        defaultValue={LIMIT_PER_SHOPPER.default}
      />
      <fieldset>
        <legend>Shoppers see</legend>
        <label>
          <input type="radio" name="stockDisplay" value="exact" defaultChecked /> exact counts
        </label>
        <label>
          <input type="radio" name="stockDisplay" value="levels" /> levels only
        </label>
      </fieldset>
      <button type="submit" className="button button-main" aria-disabled={isPending}>
        Create the drop
      </button>
      <NewDropResult
        problem={problem ?? (error ? troubleInWords(error) : undefined)}
        created={data}
      />
    </form>
  );
}
