import type { Transfer } from '@lastpair/contracts';
import { INVENTORY } from '@lastpair/contracts';
import { useState } from 'react';
import { troubleInWords } from '../../server/store-error.ts';
import { trpc } from '../../server/trpc.ts';
import { useStep } from './use-step.ts';
import { Trouble } from '../../parts/trouble.tsx';

/** What can be done to a transfer before the pairs leave: send them, change how many, call it off. */
export function RequestedSteps({
  transfer: { id: transferId, requested, model },
}: {
  transfer: Transfer;
}) {
  const step = useStep();
  const send = trpc.desk.transfers.send.useMutation(step);
  const edit = trpc.desk.transfers.edit.useMutation(step);
  const cancel = trpc.desk.transfers.cancel.useMutation(step);
  const [typed, setTyped] = useState<string>();
  const quantity = typed === undefined ? requested : Number(typed);
  const valid = Number.isInteger(quantity) && quantity >= 1 && quantity <= INVENTORY.max;
  const busy = send.isPending || edit.isPending || cancel.isPending;
  const error = send.error ?? edit.error ?? cancel.error;
  return (
    <div className="flex flex-wrap items-center gap-2">
      <label className="flex items-center gap-2 text-sm text-quiet">
        Pairs
        <input
          className="input w-24! aria-invalid:border-bad"
          type="number"
          min={1}
          max={INVENTORY.max}
          aria-label={`Pairs of ${model}`}
          aria-invalid={!valid}
          value={typed ?? requested}
          onChange={({ target }) => setTyped(target.value)}
        />
      </label>
      {quantity === requested ? (
        <button
          type="button"
          className="button button-main"
          aria-disabled={busy}
          onClick={() => !busy && send.mutate({ transferId })}
        >
          Send
        </button>
      ) : (
        <button
          type="button"
          className="button button-main"
          aria-disabled={busy || !valid}
          onClick={() =>
            !busy &&
            valid &&
            edit.mutate({ transferId, quantity }, { onSuccess: () => setTyped(undefined) })
          }
        >
          Change to {quantity}
        </button>
      )}
      <button
        type="button"
        className="button"
        aria-disabled={busy}
        onClick={() => !busy && cancel.mutate({ transferId })}
      >
        Call off
      </button>
      <Trouble>{error && troubleInWords(error)}</Trouble>
    </div>
  );
}
