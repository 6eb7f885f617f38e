import type { Room } from '@lastpair/contracts';
import { count } from '../time/format-time.ts';

type Bag = Pick<Room['bags'][number], 'orderStatus' | 'pairs'>;

/** How far somebody is with what they hold. */
export function bagInWords({ orderStatus, pairs }: Bag): string {
  switch (orderStatus) {
    case 'placed':
      return 'checking out';
    case 'paying':
      return `paying for ${count(pairs.filter(({ status }) => status === 'paying').length, 'pair')}`;
    case 'in_doubt':
      return 'payment in doubt';
    case 'completed':
    case 'refused':
    case 'declined':
    case 'cancelled':
    case 'expired':
    case 'refunded':
    case undefined:
      return `holding ${count(pairs.length, 'pair')}`;
  }
}
