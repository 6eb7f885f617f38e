import type { AppRouter } from '@lastpair/api';
import type { TRPCClient } from '@trpc/client';
import { createTRPCClient, httpBatchLink, splitLink, wsLink } from '@trpc/client';
import { wasSignedIn } from './session-hint.ts';
import { isSocketOpen, socket } from './socket.ts';

/** The most calls in one request over HTTP; the server takes twice as many. */
const BATCH_AT_MOST = 50;

/**
 * What goes over the socket: everything once it is open, but for signing in and out, which sets a cookie. Until then
 * HTTP answers, so that nobody waits for the socket. Of a visitor, who I am is asked over the socket alone: that nobody
 * is signed in is not worth a failed request.
 */
function goesOverSocket({ type, path }: { type: string; path: string }): boolean {
  if (type === 'subscription') return true;
  if (path.startsWith('auth.') && type === 'mutation') return false;
  return isSocketOpen() || (path === 'me.get' && !wasSignedIn());
}

/** The one client of the api. */
export const client: TRPCClient<AppRouter> = createTRPCClient({
  links: [
    splitLink({
      condition: goesOverSocket,
      true: wsLink({ client: socket }),
      false: httpBatchLink({ url: '/trpc', maxItems: BATCH_AT_MOST }),
    }),
  ],
});
