import type { View } from '@lastpair/contracts';
import { useConnection } from './connection.ts';
import type { Found } from './found.ts';
import { problemOf } from './store-error.ts';
import { trpc } from './trpc.ts';
import { useWatchDrop } from './use-watch-drop.ts';

/** How often a drop is read while nothing comes by itself. */
const READ_OFFLINE_MS = 5_000;

/** One drop, live; while the socket is away, as live as asking makes it. */
export function useDrop(dropId: string): Found<View> {
  const offline = useConnection() === 'offline';
  const { data, error, refetch } = trpc.drops.byId.useQuery(
    { dropId },
    { refetchInterval: offline && READ_OFFLINE_MS },
  );
  useWatchDrop(dropId, data !== undefined);
  if (data) return { state: 'shown', it: data };
  if (!error) return { state: 'loading' };
  const problem = problemOf(error);
  return problem === 'unknown_drop' || problem === 'bad_input'
    ? { state: 'unknown' }
    : { state: 'unreachable', tryAgain: () => void refetch() };
}
