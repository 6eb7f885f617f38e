import type { TRPCWebSocketClient } from '@trpc/client';
import { createWSClient } from '@trpc/client';

const RETRY_FIRST_MS = 250;
const RETRY_AT_MOST_MS = 5_000;
/** A socket that does not come back in this time must not keep a signed-in shopper waiting. */
const REOPEN_AT_MOST_MS = 2_000;

const waitingForOpen = new Set<() => void>();

/** The one WebSocket. It opens again by itself, and goes on with its subscriptions where they were. */
export const socket: TRPCWebSocketClient = createWSClient({
  url: `${location.origin.replace(/^http/, 'ws')}/trpc`,
  keepAlive: { enabled: true, intervalMs: 10_000, pongTimeoutMs: 3_000 },
  retryDelayMs: (attempt) =>
    // Spread out, or every browser would be back in the same moment after a restart.
    attempt === 0
      ? 0
      : Math.min(RETRY_FIRST_MS * 2 ** attempt, RETRY_AT_MOST_MS) * (0.5 + Math.random() / 2),
  onOpen() {
    for (const opened of waitingForOpen) opened();
    waitingForOpen.clear();
  },
});

/** Whether calls can go over the socket at once. */
export const isSocketOpen = (): boolean => socket.connection?.state === 'open';

/**
 * Closes the socket and waits until it is open again: the server looks at the session only when a socket connects.
 * Resolves after a while in any case; a socket that is away opens with the new session later.
 */
export async function reopenSocket(): Promise<void> {
  const opened = new Promise<void>((resolve) => waitingForOpen.add(resolve));
  const longEnough = new Promise<void>((resolve) => setTimeout(resolve, REOPEN_AT_MOST_MS));
  socket.connection?.ws.close();
  await Promise.race([opened, longEnough]);
}
