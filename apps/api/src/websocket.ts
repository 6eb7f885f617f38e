import type { Server } from 'node:http';
import { applyWSSHandler } from '@trpc/server/adapters/ws';
import { WebSocketServer } from 'ws';
import type { Server as SocketServer } from 'ws';
import { BoundedSocket } from './bounded-socket.ts';
import type { Services } from './context.ts';
import { BATCH_LIMIT } from './http/app.ts';
import { addressOf, factsOf, identify } from './http/identify.ts';
import { isAllowedOrigin } from './http/origin.ts';
import { logUnexpected } from './log-unexpected.ts';
import { appRouter } from './router.ts';
import { createSocketLimits } from './socket-limits.ts';

const MESSAGE_LIMIT_BYTES = 64 * 1024;
const FIRST_MESSAGE_LIMIT_MS = 5_000;
/** A client that is gone without a word is found out within 25 seconds. */
const KEEP_ALIVE = { enabled: true, pingMs: 20_000, pongWaitMs: 5_000 };

/**
 * tRPC over WebSocket on the same port and path as over HTTP. Who calls is known from the cookie that comes with the
 * upgrade or from `connectionParams: { token }`, once for the life of the socket.
 */
export function serveWebSocket(
  server: Server,
  services: Services,
): SocketServer<typeof BoundedSocket> {
  const { env, sessions, logger } = services;
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: MESSAGE_LIMIT_BYTES,
    perMessageDeflate: false,
    WebSocket: BoundedSocket,
  });

  const limits = createSocketLimits(env.RATE_LIMITS);
  server.on('upgrade', (request, socket, head) => {
    socket.on('error', () => socket.destroy());
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://lastpair');
    const refuse = (status: string): void =>
      void socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\n\r\n`);
    if (pathname !== '/trpc') return refuse('404 Not Found');
    if (!isAllowedOrigin(factsOf(request), env.PUBLIC_ORIGINS)) return refuse('403 Forbidden');
    sockets.handleUpgrade(request, socket, head, (ws) => {
      if (!limits.admit(ws, addressOf(factsOf(request), env.TRUST_PROXY))) return;
      // tRPC waits for ever for the parameters that a client says it will send.
      if (searchParams.has('connectionParams')) {
        const late = setTimeout(() => ws.terminate(), FIRST_MESSAGE_LIMIT_MS);
        for (const event of ['message', 'close']) ws.once(event, () => clearTimeout(late));
      }
      sockets.emit('connection', ws, request);
    });
  });

  applyWSSHandler({
    wss: sockets,
    router: appRouter,
    maxBatchSize: BATCH_LIMIT,
    keepAlive: KEEP_ALIVE,
    createContext: async ({ req, info }) => ({
      ...services,
      ...(await identify(
        sessions,
        factsOf(req),
        env.TRUST_PROXY,
        info.connectionParams?.['token'],
      )),
      secure: false,
      streams: { open: 0 },
    }),
    onError: ({ error }) => logUnexpected(logger, error),
  });

  return sockets;
}
