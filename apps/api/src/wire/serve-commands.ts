import { forCaller } from '../api-error.ts';
import type { Context } from '../context.ts';
import { shoppersCommands } from '../shoppers-commands.ts';
import type { Answer } from '../shoppers-commands.ts';
import { dataTail, headOf, sendError } from './wire.ts';
import type { Line, Request } from './wire.ts';

/** Answers a shopper's command on a WebSocket, without tRPC's machinery. Whether the request was one. */
export function takeShoppersCommand(
  line: Line,
  request: Request,
  context: Promise<Context>,
): boolean {
  const answer =
    request.method === 'mutation' ? shoppersCommands.get(request.params?.path ?? '') : undefined;
  if (!answer) return false;
  void serve(line, request, context, answer);
  return true;
}

async function serve(
  line: Line,
  request: Request,
  context: Promise<Context>,
  answer: Answer,
): Promise<void> {
  let ctx: Context | undefined;
  try {
    ctx = await context;
    const outcome = await answer(ctx, request.params?.input);
    line.socket.sendText(headOf(request) + dataTail(JSON.stringify(outcome)));
  } catch (error) {
    sendError(line, request, forCaller(error), ctx);
  }
}
