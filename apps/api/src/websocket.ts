import type { IncomingMessage, Server } from 'node:http';
import { getWSConnectionHandler, handleKeepAlive } from '@trpc/server/adapters/ws';
import { WebSocketServer } from 'ws';
import type { Server as SocketServer, WebSocket } from 'ws';
import type { Socket } from 'node:net';
import { BoundedSocket } from './wire/bounded-socket.ts';
import type { Context, Services } from './context.ts';
import { BATCH_LIMIT } from './http/app.ts';
import { addressOf, factsOf, identify } from './http/identify.ts';
import { isAllowedOrigin } from './http/origin.ts';
import { logUnexpected } from './log-unexpected.ts';
import { networkOf } from './network-of.ts';
import { appRouter } from './router.ts';
import { createSocketLimits } from './socket-limits.ts';
import { serveDirect } from './wire/serve-direct.ts';
import { TrpcSocket } from './wire/trpc-socket.ts';

const MESSAGE_LIMIT_BYTES = 64 * 1024;
/** In how many pieces one message may come, and how many reads may wait for the rest of one: clients send it whole. */
const FRAGMENTS_LIMIT = 64;
const CHUNKS_LIMIT = 256;
const FIRST_MESSAGE_LIMIT_MS = 5_000;
/** A client that is gone without a word is found out within 25 seconds. */
const PING_EVERY_MS = 20_000;
const PONG_LIMIT_MS = 5_000;

/**
 * tRPC over WebSocket on the same port and path as over HTTP. Who calls is known from the cookie that comes with the
 * upgrade or from `connectionParams: { token }`, until that session ends and the socket with it.
 */
export function serveWebSocket(
  server: Server,
  services: Services,
): SocketServer<typeof BoundedSocket> {
  const { env, sessions, sessionSockets, logger } = services;
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: MESSAGE_LIMIT_BYTES,
    maxFragments: FRAGMENTS_LIMIT,
    maxBufferedChunks: CHUNKS_LIMIT,
    perMessageDeflate: false,
    WebSocket: BoundedSocket,
  });

  const limits = createSocketLimits(env.RATE_LIMITS);
  server.on('upgrade', (request, socket, head) => {
    socket.on('error', () => socket.destroy());
    const target = request.url ?? '/';
    // Whoever sends nonsense must not end the process, and this runs where nobody catches.
    const parsed = URL.parse(target.startsWith('/') ? `http://lastpair${target}` : target);
    const refuse = (status: string): void =>
      void socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\n\r\n`);
    if (!parsed) return refuse('400 Bad Request');
    const { pathname, searchParams } = parsed;
    if (pathname !== '/trpc') return refuse('404 Not Found');
    if (!isAllowedOrigin(factsOf(request), env.PUBLIC_ORIGINS)) return refuse('403 Forbidden');
    sockets.handleUpgrade(request, socket, head, (ws) => {
      if (!limits.admit(ws, networkOf(addressOf(factsOf(request), env.TRUST_PROXY)))) return;
      // tRPC waits for ever for the parameters that a client says it will send.
      if (searchParams.has('connectionParams')) {
        const late = setTimeout(() => ws.terminate(), FIRST_MESSAGE_LIMIT_MS);
        for (const event of ['message', 'close']) ws.once(event, () => clearTimeout(late));
      }
      ws.writeTo(socket as Socket);
      serve(ws, request);
    });
  });

  const onError = ({ error }: { error: Error }): void => logUnexpected(logger, error);
  const serveTrpc = getWSConnectionHandler({
    wss: sockets,
    router: appRouter,
    maxBatchSize: BATCH_LIMIT,
    createContext: ({ req, res, info }) => {
      const rest = res as unknown as TrpcSocket;
      rest.context = createContext(req, rest.socket, info.connectionParams?.['token']);
      return rest.context;
    },
    onError,
  });
  const createContext = async (
    request: IncomingMessage,
    socket: WebSocket,
    givenToken: string | undefined,
  ): Promise<Context> => {
    const caller = await identify(sessions, factsOf(request), env.TRUST_PROXY, givenToken);
    const context = { services, ...caller, secure: false, streams: { open: 0 } };
    sessionSockets.follow(socket, context);
    return context;
  };

  /** What everybody does at once is served directly; the rest is tRPC's own. */
  const serve = (ws: BoundedSocket, request: IncomingMessage): void => {
    const rest = new TrpcSocket(ws);
    const direct = serveDirect({ socket: ws, onError: (error) => onError({ error }) });
    handleKeepAlive(ws, PING_EVERY_MS, PONG_LIMIT_MS);
    ws.on('message', (data: Buffer, isBinary) => {
      if (isBinary) return void rest.emit('message', data, true);
      const text = data.toString();
      const left = direct.take(text, rest.context);
      if (left === text) rest.emit('message', data, false);
      else if (left !== undefined) rest.emit('message', Buffer.from(left), false);
    });
    ws.once('close', () => direct.end());
    serveTrpc(rest.asWebSocket(), request);
  };

  return sockets;
}
