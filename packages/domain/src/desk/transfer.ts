import type { TransferRefusal, TransferStatus } from '@lastpair/contracts';

/** Where the pairs of one transfer are. What is sent and neither received nor missing is on its way. */
export type TransferState = {
  status: TransferStatus;
  requested: number;
  sent: number;
  received: number;
  missing: number;
};

export type TransferStep =
  | { kind: 'edit'; quantity: number }
  | { kind: 'cancel' }
  /** `onShelf` is what the sending store has. */
  | { kind: 'send'; quantity: number; onShelf: number }
  | { kind: 'receive'; received: number; missing: number };

/** The transfer after a step, and how many pairs left the one shelf and came onto the other; or why not. */
export type Stepped =
  | { status: 'done'; transfer: TransferState; taken: number; put: number }
  | { status: 'refused'; reason: TransferRefusal };

export const onTheWay = ({ sent, received, missing }: TransferState): number =>
  sent - received - missing;

/** Decides one step. Pairs are on one shelf, on the way, on the other shelf or missing: never in two places. */
export function stepTransfer(transfer: TransferState, step: TransferStep): Stepped {
  const needed = step.kind === 'receive' ? 'in_transit' : 'requested';
  if (transfer.status !== needed) return refuse(`not_${needed}`);
  switch (step.kind) {
    case 'edit':
      return done({ ...transfer, requested: step.quantity });
    case 'cancel':
      return done({ ...transfer, status: 'cancelled' });
    case 'send':
      if (step.quantity > transfer.requested) return refuse('too_many');
      if (step.quantity > step.onShelf) return refuse('not_enough');
      return done({ ...transfer, status: 'in_transit', sent: step.quantity }, step.quantity);
    case 'receive': {
      if (step.received + step.missing > onTheWay(transfer)) return refuse('too_many');
      const after = {
        ...transfer,
        received: transfer.received + step.received,
        missing: transfer.missing + step.missing,
      };
      const status = onTheWay(after) === 0 ? 'received' : 'in_transit';
      return done({ ...after, status }, 0, step.received);
    }
  }
}

const done = (transfer: TransferState, taken = 0, put = 0): Stepped => ({
  status: 'done',
  transfer,
  taken,
  put,
});

const refuse = (reason: TransferRefusal): Stepped => ({ status: 'refused', reason });
