import type { Transfer } from '@lastpair/contracts';
import { cache } from '../../server/cache.ts';
import { useDesk } from '../live/desk-context.ts';

/** What follows a step of a transfer: it is shown as it is now, and what would do good is worked out anew. */
export function useStep(): { onSuccess: (transfer: Transfer) => void } {
  const { dispatch } = useDesk();
  return {
    onSuccess(transfer) {
      dispatch({ kind: 'transfer', transfer });
      void cache.desk.transfers.suggestions.invalidate();
    },
  };
}
