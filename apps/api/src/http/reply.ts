import type { Order, Outcome } from '@lastpair/contracts';
import { ApiError } from '../api-error.ts';
import { plainWords } from '../plain-words.ts';
import { problemReply } from './problem-reply.ts';

/** What is sent back, before it is known by which way. Names of headers are in lower case. */
export type Reply = { status: number; headers: Record<string, string>; body: string };

/** What a procedure gave, in the terms of HTTP. */
export function replyWith(output: unknown, successStatus: number): Reply {
  if (isOrderInLine(output)) {
    return json(output, 202, { location: `/api/orders/${output.id}`, 'retry-after': '1' });
  }
  if (!isOutcome(output)) return json(output, statusOf(output, successStatus));
  switch (output.status) {
    case 'accepted':
      return json(output, successStatus);
    case 'queued':
      return json(output, 202, {
        location: `/api/commands/${output.commandId}`,
        'retry-after': '1',
      });
    case 'refused':
      return refusal(output);
  }
}

export const toResponse = ({ status, headers, body }: Reply): Response =>
  new Response(body, { status, headers });

/** A refusal is an answer, so its body is the outcome; what the path names and is not there is an error. */
function refusal(outcome: Outcome): Reply {
  const reason = outcome.reason ?? 'failed';
  if (reason === 'unknown_drop' || reason === 'unknown_reservation') {
    return problemReply(new ApiError(reason, plainWords[reason]), {
      commandId: outcome.commandId,
      reason,
    });
  }
  const headers: Record<string, string> =
    outcome.until === undefined ? {} : { 'retry-after': secondsUntil(outcome.until) };
  return json({ ...outcome, code: reason, detail: plainWords[reason] }, 409, headers);
}

const secondsUntil = (instant: string): string =>
  String(Math.max(0, Math.ceil((Date.parse(instant) - Date.now()) / 1_000)));

const json = (body: unknown, status: number, headers: Record<string, string> = {}): Reply => ({
  status,
  headers: { 'content-type': 'application/json', 'cache-control': 'no-store', ...headers },
  body: JSON.stringify(body),
});

/** An order that was taken and that no worker has looked at yet. */
const isOrderInLine = (output: unknown): output is Order =>
  typeof output === 'object' &&
  output !== null &&
  'placedAt' in output &&
  'status' in output &&
  output.status === 'placed';

const isOutcome = (output: unknown): output is Outcome =>
  typeof output === 'object' && output !== null && 'commandId' in output;

/** Only health says of itself that it is down. */
const statusOf = (output: unknown, successStatus: number): number =>
  typeof output === 'object' && output !== null && 'drift' in output && 'status' in output
    ? output.status === 'down'
      ? 503
      : successStatus
    : successStatus;
