import type { Context as HonoContext } from 'hono';
import { Hono } from 'hono';
import { ApiError } from '../api-error.ts';
import type { Context } from '../context.ts';
import { appRouter } from '../router.ts';
import { createCallerFactory } from '../trpc.ts';
import type { Meta } from '../trpc.ts';
import { isJson } from './json-type.ts';
import { replyWith, toResponse } from './reply.ts';

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
      const body =
        openapi.method === 'GET' ? {} : readBody(await c.req.text(), c.req.header('content-type'));
      const procedure = path
        .split('.')
        .reduce<unknown>(
          (caller, name) => (caller as Record<string, unknown>)[name],
          createCaller(ctx),
        ) as Call;
      const output = await procedure({ ...queryOf(c, meta), ...body, ...c.req.param() });
      const response = toResponse(replyWith(output, meta.successStatus ?? 200));
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

/** A body as input; none is no input. Throws ApiError not_json or bad_input. */
export function readBody(text: string, contentType: string | undefined): Record<string, unknown> {
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

const matches = (template: string, path: string): boolean =>
  new RegExp(`^(/api)?${template.replaceAll(/\{\w+\}/g, '[^/]+')}$`).test(path);
