import { TRPCError, callTRPCProcedure, getErrorShape, getTRPCErrorFromUnknown } from '@trpc/server';
import type { WebSocket } from 'ws';
import type { Context } from '../context.ts';
import { BATCH_LIMIT } from '../http/app.ts';
import { appRouter } from '../router.ts';
import { headOf, isPushed, startedTail, stoppedTail } from './pushed.ts';

/** The subscriptions whose events are pushed: those that every page has. */
const paths = new Set(['drops.watch', 'me.outcomes']);

type Start = {
  id: number | string;
  jsonrpc?: unknown;
  method: 'subscription';
  params: { path: string; input?: unknown; lastEventId?: unknown };
};
type Open = { head: string; end: () => void };

/**
 * Serves the pushed subscriptions of one socket. The procedures run in tRPC, with all that guards them; only their
 * events do not pass through it. `take` gives back what is left of a message for tRPC, undefined when nothing is.
 */
export function servePushed(options: {
  socket: WebSocket;
  context: () => Promise<Context> | undefined;
  onError: (error: TRPCError) => void;
}): { take(text: string): string | undefined; end(): void } {
  const { socket, context, onError } = options;
  const open = new Map<number | string, Open>();

  const send = (frame: string): void => {
    if (socket.readyState === socket.OPEN) socket.send(frame);
  };

  const fail = (head: string, { path, input }: Start['params'], cause: unknown, ctx?: Context) => {
    const error = getTRPCErrorFromUnknown(cause);
    onError(error);
    const config = appRouter._def._config;
    const shape = getErrorShape({ config, error, type: 'subscription', path, input, ctx });
    send(`${head}"error":${JSON.stringify(shape)}}`);
  };

  const start = async ({ id, jsonrpc, params }: Start): Promise<void> => {
    const head = headOf(id, jsonrpc === '2.0');
    if (open.has(id)) {
      fail(head, params, new TRPCError({ code: 'BAD_REQUEST', message: `Duplicate id ${id}` }));
      return;
    }
    const over = new AbortController();
    const mine: Open = { head, end: () => over.abort() };
    open.set(id, mine);
    let ctx: Context | undefined;
    try {
      ctx = await context();
      const { path, input, lastEventId } = params;
      const whole = lastEventId === undefined ? input : { ...(input as object), lastEventId };
      const stream: unknown = await callTRPCProcedure({
        router: appRouter,
        path,
        getRawInput: async () => whole,
        ctx,
        type: 'subscription',
        signal: over.signal,
        batchIndex: 0,
      });
      if (over.signal.aborted) return;
      if (!isPushed(stream)) throw new Error(`${path} is not a pushed stream`);
      send(head + startedTail);
      const endPush = await stream.pushTo({ socket, head });
      mine.end = () => {
        endPush();
        over.abort();
      };
      if (over.signal.aborted) endPush();
    } catch (error) {
      if (over.signal.aborted) return;
      open.delete(id);
      over.abort();
      fail(head, params, error, ctx);
    }
  };

  const stop = (id: number | string): void => {
    const mine = open.get(id);
    if (!mine) return;
    open.delete(id);
    mine.end();
    send(mine.head + stoppedTail);
  };

  /** Whether a message was for us, and is done. */
  const takeOne = (message: unknown): boolean => {
    if (typeof message !== 'object' || message === null) return false;
    const { id, method } = message as Partial<Start>;
    if (typeof id !== 'number' && typeof id !== 'string') return false;
    if ((method as string) === 'subscription.stop') {
      if (!open.has(id)) return false;
      stop(id);
      return true;
    }
    if (method !== 'subscription' || !isOurs((message as Partial<Start>).params)) return false;
    void start(message as Start);
    return true;
  };

  return {
    take(text) {
      // Most messages are commands, which need not be read twice.
      if (!text.includes('"subscription') || !context()) return text;
      let message: unknown;
      try {
        message = JSON.parse(text);
      } catch {
        return text;
      }
      if (!Array.isArray(message)) return takeOne(message) ? undefined : text;
      if (message.length > BATCH_LIMIT) return text;
      const rest = message.filter((each) => !takeOne(each));
      if (rest.length === message.length) return text;
      return rest.length > 0 ? JSON.stringify(rest) : undefined;
    },
    end() {
      for (const { end } of open.values()) end();
      open.clear();
    },
  };
}

const isOurs = (params: unknown): params is Start['params'] =>
  typeof params === 'object' &&
  params !== null &&
  'path' in params &&
  typeof params.path === 'string' &&
  paths.has(params.path);
