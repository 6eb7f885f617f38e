import type { Room } from '@lastpair/contracts';
import { useState } from 'react';
import { trpc } from '../server/trpc.ts';
import { useKeptAlive } from '../server/use-kept-alive.ts';
import { serverClock } from '../time/server-clock.ts';

/** What a merchant sees of a drop while it sells, about once a second; undefined until the first word of it. */
export function useRoom(dropId: string): Room | undefined {
  const [room, setRoom] = useState<Room>();
  const subscription = trpc.drops.room.useSubscription(
    { dropId },
    {
      onData: (latest) => {
        serverClock.observe(latest.serverTime);
        setRoom(latest);
      },
    },
  );
  useKeptAlive(subscription, true);
  return room;
}
