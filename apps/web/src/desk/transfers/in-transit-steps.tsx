import type { Transfer } from '@lastpair/contracts';
import { useState } from 'react';
import { troubleInWords } from '../../server/store-error.ts';
import { trpc } from '../../server/trpc.ts';
import { ReceiveDialog } from './receive-dialog.tsx';
import { useStep } from './use-step.ts';
import { Trouble } from '../../parts/trouble.tsx';

/** What can be done to a transfer on its way: all of it has arrived, or some. */
export function InTransitSteps({ transfer }: { transfer: Transfer }) {
  const [counting, setCounting] = useState(false);
  const { mutate, isPending, error } = trpc.desk.transfers.receive.useMutation(useStep());
  return (
    <div className="flex flex-wrap items-center gap-2">
      <button
        type="button"
        className="button button-main"
        aria-disabled={isPending}
        onClick={() => !isPending && mutate({ transferId: transfer.id })}
      >
        All {transfer.onTheWay} arrived
      </button>
      <button
        type="button"
        className="button"
        aria-haspopup="dialog"
        onClick={() => setCounting(true)}
      >
        Some arrived…
      </button>
      <Trouble>{error && troubleInWords(error)}</Trouble>
      {counting && <ReceiveDialog transfer={transfer} onClose={() => setCounting(false)} />}
    </div>
  );
}
