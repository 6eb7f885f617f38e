import type { Transfer } from '@lastpair/contracts';

/** Where the pairs of a transfer are: every one in one place. */
export function TransferProgress({ transfer }: { transfer: Transfer }) {
  const { sent, received, missing, onTheWay } = transfer;
  const part = (pairs: number): string => `${(pairs / sent) * 100}%`;
  return (
    <div className="grid gap-1.5">
      <div className="flex h-2 overflow-hidden rounded-full bg-wash" aria-hidden="true">
        <span className="bg-high" style={{ width: part(received) }} />
        <span className="bg-low" style={{ width: part(missing) }} />
      </div>
      <p className="label">
        {sent} sent = {received} received + {missing} missing + {onTheWay} on the way
      </p>
    </div>
  );
}
