import { isOver } from '@lastpair/contracts';
import type { MerchantOrder } from '@lastpair/contracts';
import { takeOrder } from './cache.ts';
import { useConnection } from './connection.ts';
import type { Found } from './found.ts';
import { problemOf } from './store-error.ts';
import { trpc } from './trpc.ts';
import { useKeptAlive } from './use-kept-alive.ts';

/** While nothing comes by itself, and for an order that is completed: all that can come of it is a refund. */
const READ_AGAIN_MS = 5_000;

/** An order of mine, or any for the merchant, as it is now: told while it is under way, then read again while it is looked at. */
export function useOrder(orderId: string): Found<MerchantOrder> {
  const offline = useConnection() === 'offline';
  const { data, error, refetch } = trpc.orders.byId.useQuery(
    { orderId },
    {
      refetchOnMount: 'always',
      refetchInterval: ({ state }) =>
        (offline || state.data?.status === 'completed') && READ_AGAIN_MS,
    },
  );
  const underWay = data !== undefined && !isOver(data.status);
  const subscription = trpc.orders.watch.useSubscription(
    { orderId },
    { enabled: underWay, onData: (event) => takeOrder(event.data) },
  );
  useKeptAlive(subscription, underWay);
  if (data) return { state: 'shown', it: data };
  if (!error) return { state: 'loading' };
  const problem = problemOf(error);
  return problem === 'unknown_order' || problem === 'bad_input'
    ? { state: 'unknown' }
    : { state: 'unreachable', tryAgain: () => void refetch() };
}
