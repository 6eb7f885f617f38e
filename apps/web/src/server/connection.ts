import { useSyncExternalStore } from 'react';
import { socket } from './socket.ts';

/** How current the page is: events come in, will again in a moment, or do not. */
export type Connection = 'live' | 'catching up' | 'offline';

const listeners = new Set<() => void>();
let connection: Connection = 'catching up';
let failures = 0;

function look(): void {
  const { state, error } = socket.connectionState.get();
  if (state === 'pending') failures = 0;
  const before = connection;
  connection = state === 'pending' ? 'live' : meanwhile(error !== null);
  if (connection === before) return;
  for (const listener of listeners) listener();
}

/** The first loss is mended at once, as a rule; only when that has failed, too, is it called offline. */
const meanwhile = (lost: boolean): Connection =>
  !navigator.onLine || (lost && failures > 1) ? 'offline' : 'catching up';

socket.connectionState.subscribe({
  next: ({ error }) => {
    if (error) failures += 1;
    look();
  },
});
addEventListener('offline', look);
addEventListener('online', look);

const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

/** How current the page is. */
export const useConnection = (): Connection => useSyncExternalStore(subscribe, () => connection);
