import { Dialog } from '@base-ui/react/dialog';
import type { Transfer } from '@lastpair/contracts';
import { useState } from 'react';
import { Field } from '../../parts/field.tsx';
import { troubleInWords } from '../../server/store-error.ts';
import { trpc } from '../../server/trpc.ts';
import { useStep } from './use-step.ts';
import { Trouble } from '../../parts/trouble.tsx';

/** Counts what has arrived of a transfer and what never will; the rest is still on its way. */
export function ReceiveDialog({ transfer, onClose }: { transfer: Transfer; onClose: () => void }) {
  const { id: transferId, model, fromStore, onTheWay } = transfer;
  const [received, setReceived] = useState(String(onTheWay));
  const [missing, setMissing] = useState('0');
  const step = useStep();
  const { mutate, isPending, error } = trpc.desk.transfers.receive.useMutation({
    onSuccess(after) {
      step.onSuccess(after);
      onClose();
    },
  });
  const left = onTheWay - Number(received) - Number(missing);
  return (
    <Dialog.Root open onOpenChange={(open) => !open && onClose()}>
      <Dialog.Portal>
        <Dialog.Backdrop className="fixed inset-0 z-30 bg-black/60" />
        <Dialog.Popup className="appear fixed inset-x-4 top-24 z-40 mx-auto max-w-md rounded-tile bg-card p-6 shadow-float">
          <Dialog.Title className="display text-3xl">What arrived?</Dialog.Title>
          <Dialog.Description className="mt-2 text-quiet">
            {onTheWay} {model} from {fromStore} are on their way.
          </Dialog.Description>
          <form
            className="mt-5 grid gap-4"
            onSubmit={(event) => {
              event.preventDefault();
              if (isPending || left < 0) return;
              mutate({ transferId, received: Number(received), missing: Number(missing) });
            }}
          >
            <Field
              label="Arrived"
              hint="They go onto the shelf."
              type="number"
              required
              min={0}
              max={onTheWay}
              value={received}
              onChange={({ target }) => setReceived(target.value)}
            />
            <Field
              label="Missing"
              hint="They were sent and will never arrive."
              type="number"
              required
              min={0}
              max={onTheWay}
              value={missing}
              onChange={({ target }) => setMissing(target.value)}
            />
            <p className="text-sm" role="status">
              {left < 0
                ? `That is ${-left} more than are on their way.`
                : left === 0
                  ? 'Then the transfer is complete.'
                  : `Then ${left} are still on their way.`}
            </p>
            <Trouble>{error && troubleInWords(error)}</Trouble>
            <div className="flex flex-wrap gap-2">
              <button
                type="submit"
                className="button button-main"
                aria-disabled={isPending || left < 0}
              >
                Put it down
              </button>
              <Dialog.Close className="button">Cancel</Dialog.Close>
            </div>
          </form>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
