import { TRPCError, callTRPCProcedure } from '@trpc/server';
import type { Context } from '../context.ts';
import { appRouter } from '../router.ts';
import { isPushed } from './pushed.ts';
import { headOf, sendError, startedTail, stoppedTail } from './wire.ts';
import type { Line, Request } from './wire.ts';

/** The subscriptions whose events are pushed: those that every page has. */
const paths = new Set(['drops.watch', 'me.outcomes']);

type Open = { head: string; end: () => void };

/** The pushed subscriptions of one socket. */
export type Streams = {
  /** Whether this request is one of theirs; then it is served. */
  take(request: Request, context: Promise<Context>): boolean;
  end(): void;
};

/**
 * Serves the pushed subscriptions of one socket. The procedures run in tRPC, with all that guards them; only their
 * events do not pass through it.
 */
export function serveStreams(line: Line): Streams {
  const { socket } = line;
  const open = new Map<number | string, Open>();

  const start = async (request: Request, context: Promise<Context>): Promise<void> => {
    const { id, params } = request;
    if (open.has(id)) {
      const error = new TRPCError({ code: 'BAD_REQUEST', message: `Duplicate id ${id}` });
      return sendError(line, request, error);
    }
    const over = new AbortController();
    const head = headOf(request);
    const mine: Open = { head, end: () => over.abort() };
    open.set(id, mine);
    let ctx: Context | undefined;
    try {
      ctx = await context;
      const stream: unknown = await callTRPCProcedure({
        router: appRouter,
        path: params?.path ?? '',
        getRawInput: async () => inputOf(params),
        ctx,
        type: 'subscription',
        signal: over.signal,
        batchIndex: 0,
      });
      if (over.signal.aborted) return;
      if (!isPushed(stream)) throw new Error(`${params?.path} is not a pushed stream`);
      socket.sendText(head + startedTail);
      const endPush = await stream.pushTo({ socket, head });
      if (over.signal.aborted) return endPush();
      mine.end = () => {
        endPush();
        over.abort();
      };
    } catch (error) {
      if (over.signal.aborted) return;
      open.delete(id);
      over.abort();
      sendError(line, request, error, ctx);
    }
  };

  return {
    take(request, context) {
      if (request.method === 'subscription.stop') {
        const mine = open.get(request.id);
        if (!mine) return false;
        open.delete(request.id);
        mine.end();
        socket.sendText(mine.head + stoppedTail);
        return true;
      }
      if (request.method !== 'subscription' || !paths.has(request.params?.path ?? '')) return false;
      void start(request, context);
      return true;
    },
    end() {
      for (const { end } of open.values()) end();
      open.clear();
    },
  };
}

/** As tRPC does it: the id to go on from is part of the input. */
const inputOf = (params: Request['params']): unknown =>
  params?.lastEventId === undefined
    ? params?.input
    : { ...(params.input as object), lastEventId: params.lastEventId };
