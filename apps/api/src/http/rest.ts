import type { Outcome } from '@lastpair/contracts';
import type { Context as HonoContext } from 'hono';
import { Hono } from 'hono';
import { ApiError } from '../api-error.ts';
import type { Context } from '../context.ts';
import { plainWords } from '../plain-words.ts';
import { appRouter } from '../router.ts';
import { createCallerFactory } from '../trpc.ts';
import type { Meta } from '../trpc.ts';
import { isJson } from './json-type.ts';
import { problemResponse } from './problem-response.ts';

type Call = (input: unknown) => Promise<unknown>;
type Described = { _def: { meta?: Meta } };
type OpenApi = NonNullable<Meta['openapi']>;

/** The procedures that have a path of their own, with what is said of them. */
export const restProcedures = (): { path: string; openapi: OpenApi; meta: Meta }[] =>
  // The router's own list of its procedures, by dotted path; its type describes nested routers instead.
  Object.entries(appRouter._def.procedures as unknown as Record<string, Described>).flatMap(
    ([path, { _def }]) =>
      _def.meta?.openapi ? [{ path, openapi: _def.meta.openapi, meta: _def.meta }] : [],
  );

/**
 * Every procedure that has a path, over REST: the path's parameters and a JSON body are its input, and what it says becomes
 * a status. There is no logic here but that of HTTP.
 */
export function createRest(
  createContext: (c: HonoContext, setCookie: (cookie: string) => void) => Promise<Context>,
): Hono {
  const rest = new Hono();
  const createCaller = createCallerFactory(appRouter);

  for (const { path, openapi, meta } of restProcedures()) {
    const route = openapi.path.replaceAll(/\{(\w+)\}/g, ':$1');
    rest.on(openapi.method, route, async (c) => {
      const cookies: string[] = [];
      const ctx = await createContext(c, (cookie) => cookies.push(cookie));
      const body = openapi.method === 'GET' ? {} : await readBody(c);
      const procedure = path
        .split('.')
        .reduce<unknown>(
          (caller, name) => (caller as Record<string, unknown>)[name],
          createCaller(ctx),
        ) as Call;
      const output = await procedure({ ...queryOf(c, meta), ...body, ...c.req.param() });
      const response = respond(output, meta.successStatus ?? 200);
      for (const cookie of cookies) response.headers.append('set-cookie', cookie);
      return response;
    });
  }

  rest.all('*', (c) => {
    const known = restProcedures().some(({ openapi }) => matches(openapi.path, c.req.path));
    throw known
      ? new ApiError('wrong_method', `This path does not take ${c.req.method}.`)
      : new ApiError('unknown_path', 'There is nothing here. See /api/docs.');
  });
  return rest;
}

/** The query string, where the procedure wants it: elsewhere it means nothing, and does no harm. */
const queryOf = (c: HonoContext, meta: Meta): Record<string, unknown> =>
  meta.query ? c.req.query() : {};

async function readBody(c: HonoContext): Promise<Record<string, unknown>> {
  const text = await c.req.text();
  const contentType = c.req.header('content-type');
  if (text.trim() === '' && contentType === undefined) return {};
  if (!isJson(contentType)) {
    throw new ApiError('not_json', 'Send a JSON body with content-type: application/json.');
  }
  if (text.trim() === '') return {};
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    throw new ApiError('bad_input', 'The body is not valid JSON.');
  }
  if (typeof body !== 'object' || body === null || Array.isArray(body)) {
    throw new ApiError('bad_input', 'The body must be a JSON object.');
  }
  return body as Record<string, unknown>;
}

function respond(output: unknown, successStatus: number): Response {
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

/** A refusal is an answer, so its body is the outcome; what the path names and is not there is an error. */
function refusal(outcome: Outcome): Response {
  const reason = outcome.reason ?? 'failed';
  if (reason === 'unknown_drop' || reason === 'unknown_reservation') {
    return problemResponse(new ApiError(reason, plainWords[reason]), {
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

const json = (body: unknown, status: number, headers: Record<string, string> = {}): Response =>
  Response.json(body, { status, headers: { 'cache-control': 'no-store', ...headers } });

const isOutcome = (output: unknown): output is Outcome =>
  typeof output === 'object' && output !== null && 'commandId' in output;

/** Only health says of itself that it is down. */
const statusOf = (output: unknown, successStatus: number): number =>
  typeof output === 'object' && output !== null && 'drift' in output && 'status' in output
    ? output.status === 'down'
      ? 503
      : successStatus
    : successStatus;

const matches = (template: string, path: string): boolean =>
  new RegExp(`^(/api)?${template.replaceAll(/\{\w+\}/g, '[^/]+')}$`).test(path);
