import { useState } from 'react';
import { useConnection } from './connection.ts';
import { trpc } from './trpc.ts';
import { useKeptAlive } from './use-kept-alive.ts';

/** How many look at a drop right now, me among them; undefined while that is not known. */
export function useAudience(dropId: string): number | undefined {
  const [watching, setWatching] = useState<number>();
  const live = useConnection() === 'live';
  const subscription = trpc.drops.audience.useSubscription(
    { dropId },
    { onData: (audience) => setWatching(audience.watching) },
  );
  useKeptAlive(subscription, true);
  return live ? watching : undefined;
}
