import { useEffect, useState } from 'react';
import { shop } from '../shopping/shop.ts';
import { useServerTime } from '../time/use-server-time.ts';
import { cache } from './cache.ts';
import { trpc } from './trpc.ts';
import { useKeptAlive } from './use-kept-alive.ts';
import { useMyHolds } from './use-me.ts';

/** A hold that is over for this long without word of it: the word was lost, so what is mine is read again. */
const OVERDUE_MS = 2_000;
const READ_AGAIN_EVERY_MS = 5_000;

/**
 * Hears what becomes of my commands, in this tab and elsewhere, from where the stream was when what is mine was read:
 * nothing falls in between, and coming back reads only what is new. Shows nothing; there is one while I am signed in.
 */
export function OwnOutcomes({ position }: { position: string }) {
  const [lastEventId] = useState(position);
  const subscription = trpc.me.outcomes.useSubscription(
    { lastEventId },
    {
      onStarted: () => shop.askAll(),
      onData: ({ data }) => shop.take(data),
      onError: () => void cache.me.get.invalidate(),
    },
  );
  useKeptAlive(subscription, true);

  const firstEnd = useMyHolds()[0]?.expiresAt;
  const overdue = useServerTime((now) => {
    const overdueMs = firstEnd === undefined ? 0 : now - OVERDUE_MS - Date.parse(firstEnd);
    return Math.max(0, Math.ceil(overdueMs / READ_AGAIN_EVERY_MS));
  });
  useEffect(() => {
    if (overdue > 0) void cache.me.get.invalidate();
  }, [overdue]);
  return null;
}
