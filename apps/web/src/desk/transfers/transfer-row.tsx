import type { Transfer } from '@lastpair/contracts';
import { Ago } from '../../time/ago.tsx';
import { InTransitSteps } from './in-transit-steps.tsx';
import { RequestedSteps } from './requested-steps.tsx';
import { TransferProgress } from './transfer-progress.tsx';

const words: Record<Transfer['status'], string> = {
  requested: 'requested',
  in_transit: 'in transit',
  received: 'received',
  cancelled: 'called off',
};
const chips: Record<Transfer['status'], string> = {
  requested: 'bg-wait-wash text-wait',
  in_transit: 'bg-wash text-ink',
  received: 'bg-good-wash text-good',
  cancelled: 'bg-wash text-quiet',
};

/** One transfer: what it is, how far it has come, and the next step of it. */
export function TransferRow({ transfer }: { transfer: Transfer }) {
  const { status, model, fromStore, toStore, requested, reason, requestedBy, requestedAt } =
    transfer;
  return (
    <li className="tile grid grid-cols-1 gap-3 p-4" data-testid="transfer" data-status={status}>
      <div className="flex flex-wrap items-baseline gap-x-3 gap-y-1">
        <span className={`label rounded-full px-2.5 py-1 ${chips[status]}`}>{words[status]}</span>
        <p className="font-semibold">
          {requested} {model}: {fromStore} → {toStore}
        </p>
        <p className="text-sm text-quiet sm:ml-auto">
          {requestedBy}, <Ago at={requestedAt} />
        </p>
      </div>
      {reason && <p className="text-sm text-quiet">{reason}</p>}
      {transfer.sent > 0 && <TransferProgress transfer={transfer} />}
      {status === 'requested' && <RequestedSteps transfer={transfer} />}
      {status === 'in_transit' && <InTransitSteps transfer={transfer} />}
    </li>
  );
}
