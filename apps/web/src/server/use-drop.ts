import type { View } from '@lastpair/contracts';
import { problemOf } from './store-error.ts';
import { trpc } from './trpc.ts';
import { useWatchDrop } from './use-watch-drop.ts';

/** A drop to show, or why there is none. */
export type DropState =
  | { state: 'shown'; view: View }
  | { state: 'loading' }
  | { state: 'unknown' }
  | { state: 'unreachable'; tryAgain: () => void };

/** One drop, live. */
export function useDrop(dropId: string): DropState {
  const { data, error, refetch } = trpc.drops.byId.useQuery({ dropId });
  useWatchDrop(dropId, data !== undefined);
  if (data) return { state: 'shown', view: data };
  if (!error) return { state: 'loading' };
  const problem = problemOf(error);
  return problem === 'unknown_drop' || problem === 'bad_input'
    ? { state: 'unknown' }
    : { state: 'unreachable', tryAgain: () => void refetch() };
}
