import type { Problem } from '@lastpair/contracts';
import { TRPCError } from '@trpc/server';
import { getHTTPStatusCodeFromError } from '@trpc/server/http';
import { z } from 'zod';
import { ApiError } from '../api-error.ts';
import { problemCodeOf } from '../trpc.ts';
import type { Reply } from './reply.ts';

const titles: Record<number, string> = {
  400: 'The request is not right',
  401: 'Not signed in',
  403: 'Not allowed',
  404: 'Not found',
  405: 'Not that way',
  409: 'Conflict',
  413: 'Too large',
  415: 'Not JSON',
  429: 'Too many requests',
  503: 'Not now',
};

/** Any error as an RFC 9457 problem. What is not meant for the caller says only that it is our fault. */
export function problemReply(error: unknown, extra: Record<string, unknown> = {}): Reply {
  const known = error instanceof TRPCError ? error : undefined;
  const status = known ? getHTTPStatusCodeFromError(known) : 500;
  const input = known?.cause instanceof z.ZodError ? known.cause : undefined;
  const code = known ? problemCodeOf(known) : 'internal';
  const problem: Problem = {
    type: `/api/docs#problem-${code}`,
    title: titles[status] ?? 'Something went wrong on our side',
    status,
    detail: detailOf(known, status, input),
    code,
    ...(input
      ? {
          issues: input.issues.map(({ path, message }) => ({
            path: path.join('.'),
            message,
          })),
        }
      : {}),
  };
  const headers: Record<string, string> = { 'content-type': 'application/problem+json' };
  if (known instanceof ApiError && known.retryAfterSeconds) {
    headers['retry-after'] = String(known.retryAfterSeconds);
  }
  if (status === 401) headers['www-authenticate'] = 'Bearer';
  return { status, headers, body: JSON.stringify({ ...problem, ...extra }) };
}

function detailOf(known: TRPCError | undefined, status: number, input?: z.ZodError): string {
  if (!known || status === 500) return 'The fault is ours. It has been logged.';
  return input ? z.prettifyError(input) : known.message;
}
