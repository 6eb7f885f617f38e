import type { AppRouter } from '@lastpair/api';
import { createTRPCClient, createWSClient, wsLink } from '@trpc/client';

/** A client on a WebSocket that goes to the next api whenever it has to connect again. */
export type Roaming = Disposable & {
  ws: ReturnType<typeof createTRPCClient<AppRouter>>;
  /** When its sockets were closed, in milliseconds of performance.now(). */
  closedAt: readonly number[];
};

/** Connects to `urls[first]`, and later to the others in turn, with the session that the token stands for. */
export function roam(urls: readonly string[], first: number, token: string): Roaming {
  let attempt = first - 1;
  const closedAt: number[] = [];
  const socket = createWSClient({
    url: () => {
      attempt += 1;
      return `${urls[attempt % urls.length]!.replace('http', 'ws')}/trpc`;
    },
    connectionParams: { token },
    retryDelayMs: () => 100,
    onClose: () => void closedAt.push(performance.now()),
  });
  return {
    ws: createTRPCClient<AppRouter>({ links: [wsLink({ client: socket })] }),
    closedAt,
    [Symbol.dispose]: () => void socket.close().catch(() => undefined),
  };
}
