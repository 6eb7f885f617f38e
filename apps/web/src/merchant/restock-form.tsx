import type { View } from '@lastpair/contracts';
import { SIZE_TOTAL } from '@lastpair/contracts';
import { takeView } from '../server/cache.ts';
import { troubleInWords } from '../server/store-error.ts';
import { trpc } from '../server/trpc.ts';
import { textOf } from '../parts/form-text.ts';
import { Trouble } from '../parts/trouble.tsx';

/** Adds pairs of a size to a drop. */
export function RestockForm({ view }: { view: View }) {
  const { mutate, isPending, error } = trpc.drops.restock.useMutation({ onSuccess: takeView });
  return (
    <form
      className="flex flex-wrap items-center gap-2 sm:ml-auto"
      onSubmit={(event) => {
        event.preventDefault();
        const form = new FormData(event.currentTarget);
        if (isPending) return;
        mutate({
          dropId: view.id,
          size: textOf(form, 'size'),
          quantity: Number(textOf(form, 'quantity')),
        });
      }}
    >
      <select name="size" className="input w-auto!" aria-label="Size">
        {view.sizes.map(({ size }) => (
          <option key={size}>{size}</option>
        ))}
      </select>
      <input
        name="quantity"
        className="input w-20!"
        type="number"
        aria-label="Pairs to add"
        min={1}
        max={SIZE_TOTAL.max}
        defaultValue={1}
        required
      />
      <button type="submit" className="button" aria-disabled={isPending}>
        Restock
      </button>
      <Trouble>{error && troubleInWords(error)}</Trouble>
    </form>
  );
}
