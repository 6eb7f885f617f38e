import { takeView } from './cache.ts';
import { trpc } from './trpc.ts';
import { useKeptAlive } from './use-kept-alive.ts';

/** Keeps a drop up to date in the cache, as long as `wanted`. */
export function useWatchDrop(dropId: string, wanted: boolean): void {
  const subscription = trpc.drops.watch.useSubscription(
    { dropId },
    { enabled: wanted, onData: ({ data }) => takeView(data) },
  );
  useKeptAlive(subscription, wanted);
}
