import type { Suggestion } from '@lastpair/contracts';
import { INVENTORY } from '@lastpair/contracts';
import { useState } from 'react';
import { v7 as uuidv7 } from 'uuid';
import { textOf } from '../../parts/form-text.ts';
import { cache } from '../../server/cache.ts';
import { troubleInWords } from '../../server/store-error.ts';
import { trpc } from '../../server/trpc.ts';
import { useDesk } from '../live/desk-context.ts';
import { Trouble } from '../../parts/trouble.tsx';

/** One suggestion with its reason: asked for as it is, with another quantity, or dismissed for a day. */
export function SuggestionRow({ suggestion }: { suggestion: Suggestion }) {
  const { modelId, model, fromStoreId, fromStore, toStoreId, toStore, quantity, words } =
    suggestion;
  const way = { modelId, fromStoreId, toStoreId };
  const { dispatch } = useDesk();
  // One id until it is answered, so that asking twice makes one transfer.
  const [transferId, setTransferId] = useState(() => uuidv7());
  const again = () => cache.desk.transfers.suggestions.invalidate();
  const request = trpc.desk.transfers.request.useMutation({
    onSuccess: async (transfer) => {
      dispatch({ kind: 'transfer', transfer });
      setTransferId(uuidv7());
      await again();
    },
  });
  const dismiss = trpc.desk.transfers.dismiss.useMutation({ onSuccess: again });
  const error = request.error ?? dismiss.error;
  const busy = request.isPending || dismiss.isPending;
  return (
    <li className="tile grid content-between gap-3 p-4" data-testid="suggestion">
      <div>
        <p className="font-semibold">
          {model}: {fromStore} → {toStore}
        </p>
        <p className="text-sm text-quiet">{words}</p>
      </div>
      <form
        className="flex flex-wrap items-center gap-2"
        onSubmit={(event) => {
          event.preventDefault();
          const asked = Number(textOf(new FormData(event.currentTarget), 'quantity'));
          if (!busy) request.mutate({ ...way, quantity: asked, reason: words, transferId });
        }}
      >
        <label className="flex items-center gap-2 text-sm text-quiet">
          Pairs
          <input
            className="input w-24!"
            name="quantity"
            type="number"
            required
            min={1}
            max={INVENTORY.max}
            key={quantity}
            defaultValue={quantity}
            aria-label={`Pairs of ${model} from ${fromStore} to ${toStore}`}
          />
        </label>
        <button type="submit" className="button button-main" aria-disabled={busy}>
          Accept
        </button>
        <button
          type="button"
          className="button"
          aria-disabled={busy}
          onClick={() => !busy && dismiss.mutate(way)}
        >
          Dismiss for a day
        </button>
        <Trouble>{error && troubleInWords(error)}</Trouble>
      </form>
    </li>
  );
}
