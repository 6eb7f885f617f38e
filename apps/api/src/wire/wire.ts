import { getErrorShape, getTRPCErrorFromUnknown } from '@trpc/server';
import type { TRPCError } from '@trpc/server';
import type { Context } from '../context.ts';
import { config } from '../trpc.ts';
import type { BoundedSocket } from './bounded-socket.ts';

/** A request as tRPC's clients put it on a WebSocket. */
export type Request = {
  id: number | string;
  jsonrpc?: unknown;
  method: 'query' | 'mutation' | 'subscription' | 'subscription.stop';
  params?: { path: string; input?: unknown; lastEventId?: unknown };
};

/** What a socket needs to answer on tRPC's wire. */
export type Line = { socket: BoundedSocket; onError: (error: TRPCError) => void };

/** Answers a request with an error, in the shape that all errors have. */
export function sendError(line: Line, request: Request, cause: unknown, ctx?: Context): void {
  const error = getTRPCErrorFromUnknown(cause);
  line.onError(error);
  const shape = getErrorShape({
    config,
    error,
    type: request.method === 'mutation' ? 'mutation' : 'subscription',
    path: request.params?.path,
    input: request.params?.input,
    ctx,
  });
  line.socket.sendText(`${headOf(request)}"error":${JSON.stringify(shape)}}`);
}

/** The head of all frames that belong to a request. */
export const headOf = ({ id, jsonrpc }: Request): string =>
  `{"id":${JSON.stringify(id)}${jsonrpc === '2.0' ? ',"jsonrpc":"2.0"' : ''},`;

/** The rest of a frame that brings an answer or an untracked event. */
export const dataTail = (data: string): string => `"result":{"type":"data","data":${data}}}`;

/** The rest of a frame that brings one tracked event. `data` is JSON; the id needs no escaping. */
export const trackedTail = (eventId: string, data: string): string =>
  `"result":{"type":"data","data":{"id":"${eventId}","data":${data}},"id":"${eventId}"}}`;

export const startedTail = '"result":{"type":"started"}}';
export const stoppedTail = '"result":{"type":"stopped"}}';
