import { useState } from 'react';
import { Link } from 'wouter';
import { cache } from '../server/cache.ts';
import { troubleInWords } from '../server/store-error.ts';
import { trpc } from '../server/trpc.ts';
import { textOf } from '../parts/form-text.ts';
import { NewDropFields } from './new-drop-fields.tsx';
import { NewDropPreview } from './new-drop-preview.tsx';
import type { Draft } from './new-drop-preview.tsx';
import { readNewDrop } from './read-new-drop.ts';

/** Makes a drop. Beside it stands the shoe as it will look. */
export function NewDropForm() {
  const [draft, setDraft] = useState<Draft>({ brand: '', name: '', colorway: '', sizes: '' });
  const [problem, setProblem] = useState<string>();
  const { mutate, isPending, error, data } = trpc.drops.create.useMutation({
    onSuccess: () => cache.drops.list.invalidate(),
  });
  const said = problem ?? (error ? troubleInWords(error) : undefined);
  return (
    <form
      className="grid gap-6 lg:grid-cols-[minmax(0,1fr)_24rem]"
      onInput={({ currentTarget }) => {
        const form = new FormData(currentTarget);
        setDraft({
          brand: textOf(form, 'brand'),
          name: textOf(form, 'name'),
          colorway: textOf(form, 'colorway'),
          sizes: textOf(form, 'sizes'),
        });
      }}
      onSubmit={(event) => {
        event.preventDefault();
        const read = readNewDrop(new FormData(event.currentTarget));
        setProblem(read.ok ? undefined : read.problem);
        if (read.ok && !isPending) mutate(read.newDrop);
      }}
    >
      <div className="grid content-start gap-4 lg:row-start-1">
        <NewDropFields sizes={draft.sizes} />
        <button
          type="submit"
          className="button button-main min-h-13 text-lg"
          aria-disabled={isPending}
        >
          Create the drop
        </button>
        <div role="status">
          {said && (
            <p className="rounded-2xl bg-bad-wash px-4 py-3 font-semibold text-bad">{said}</p>
          )}
          {!said && data && (
            <p className="appear rounded-2xl bg-good-wash px-4 py-3 font-semibold text-good">
              Created:{' '}
              <Link href={`/drops/${data.id}`} className="underline underline-offset-4">
                {data.product.name}
              </Link>
            </p>
          )}
        </div>
      </div>
      <NewDropPreview draft={draft} />
    </form>
  );
}
