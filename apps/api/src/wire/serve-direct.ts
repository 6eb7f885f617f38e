import type { Context } from '../context.ts';
import { BATCH_LIMIT } from '../http/app.ts';
import { takeShoppersCommand } from './serve-commands.ts';
import { serveStreams } from './serve-streams.ts';
import type { Line, Request } from './wire.ts';

/** What is served without tRPC's machinery on one socket. */
export type Direct = {
  /** Serves what it can of a message and gives the rest for tRPC, undefined when nothing is left. */
  take(text: string, context: Promise<Context> | undefined): string | undefined;
  end(): void;
};

/**
 * Serves on one socket, on tRPC's wire and for its unmodified clients, what everybody does at once: shoppers' commands
 * and the streams that every page has. Everything else, and everything that is not quite right, is left to tRPC.
 */
export function serveDirect(line: Line): Direct {
  const streams = serveStreams(line);
  const takeOne = (message: unknown, context: Promise<Context>): boolean =>
    isRequest(message) &&
    (takeShoppersCommand(line, message, context) || streams.take(message, context));

  return {
    take(text, context) {
      // Before tRPC knows who is there, a message is not a request.
      if (!context || (!text.includes('"reservations.') && !text.includes('"subscription')))
        return text;
      const message = parse(text);
      if (!Array.isArray(message)) return takeOne(message, context) ? undefined : text;
      if (message.length > BATCH_LIMIT) return text;
      const rest = message.filter((each) => !takeOne(each, context));
      if (rest.length === message.length) return text;
      return rest.length > 0 ? JSON.stringify(rest) : undefined;
    },
    end: () => streams.end(),
  };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // tRPC says what is wrong with it.
    return undefined;
  }
}

function isRequest(message: unknown): message is Request {
  if (typeof message !== 'object' || message === null) return false;
  const { id, jsonrpc, method, params } = message as Record<keyof Request, unknown>;
  return (
    (typeof id === 'number' || typeof id === 'string') &&
    (jsonrpc === undefined || jsonrpc === '2.0') &&
    typeof method === 'string' &&
    (params === undefined ||
      (typeof params === 'object' &&
        params !== null &&
        'path' in params &&
        typeof params.path === 'string'))
  );
}
