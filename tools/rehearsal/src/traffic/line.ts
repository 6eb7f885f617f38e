import type { AppRouter } from '@lastpair/api';
import { createTRPCClient, createWSClient, wsLink } from '@trpc/client';
import { WebSocket as NodeWebSocket } from 'ws';

export type Client = ReturnType<typeof createTRPCClient<AppRouter>>;

/** A WebSocket to the store that comes back by itself, to whichever api answers. */
export type Line = { client: Client; close(): void };

/** Compression would cost both ends more than loopback saves them. */
class PlainWebSocket extends NodeWebSocket {
  constructor(url: string) {
    super(url, { perMessageDeflate: false, handshakeTimeout: 3_000 });
    // Without a listener the error of a refused connection would end this process.
    this.on('error', () => {});
  }
}

/** Opens a line; `first` is the api it tries first, and each time it is lost it tries the next. */
export function openLine(urls: readonly string[], first: number, token: string): Line {
  let attempt = first;
  const socket = createWSClient({
    url: () => {
      attempt += 1;
      return `${urls[attempt % urls.length]!.replace('http', 'ws')}/trpc`;
    },
    connectionParams: { token },
    WebSocket: PlainWebSocket as unknown as typeof WebSocket,
    retryDelayMs: (again) => Math.min(1_000, 50 * 2 ** again),
    // An api that is frozen says nothing, and nothing else tells.
    keepAlive: { enabled: true, intervalMs: 2_000, pongTimeoutMs: 2_000 },
  });
  return {
    client: createTRPCClient<AppRouter>({ links: [wsLink({ client: socket })] }),
    close: () => void socket.close().catch(() => undefined),
  };
}
