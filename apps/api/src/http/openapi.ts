import { Outcome, Problem } from '@lastpair/contracts';
import { generateOpenApiDocument } from 'trpc-to-openapi';
import type { OpenAPIObject } from 'trpc-to-openapi';
import { appRouter } from '../router.ts';
import type { Meta } from '../trpc.ts';
import { restProcedures } from './rest.ts';

const TITLE = 'Lastpair';

/** The OpenAPI 3.1 document of the REST paths, made from the same procedures that serve them. */
export function createOpenApiDocument(): OpenAPIObject {
  const document = generateOpenApiDocument(appRouter, {
    title: TITLE,
    version: '1.0.0',
    description:
      'Limited sneaker drops: every pair is sold exactly once. Everything here is on tRPC at `/trpc` as well, with live subscriptions over WebSocket.',
    openApiVersion: '3.1.0',
    baseUrl: '/api',
    tags: ['Identity', 'Drops', 'Reservations', 'Desk', 'Operations'],
    securitySchemes: {
      bearer: { type: 'http', scheme: 'bearer' },
      cookie: { type: 'apiKey', in: 'cookie', name: 'lastpair_session' },
    },
    defs: { Problem, Outcome },
  });
  for (const { openapi, meta } of restProcedures()) {
    const path = document.paths?.[openapi.path] as Record<string, Operation> | undefined;
    const operation = path?.[openapi.method.toLowerCase()];
    if (operation) operation.responses = responsesOf(operation, openapi, meta);
  }
  return document;
}

type Operation = { responses: Record<string, unknown>; tags?: string[] };

const problem = (description: string) => ({
  description,
  content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
});
const outcome = (description: string) => ({
  description,
  content: { 'application/json': { schema: { $ref: '#/components/schemas/Outcome' } } },
});

/** What the generator can't know: our statuses, and that errors are problems. */
function responsesOf(
  operation: Operation,
  openapi: { path: string; method: string; protect?: boolean },
  meta: Meta,
): Record<string, unknown> {
  const answersOutcome = operation.tags?.includes('Reservations') ?? false;
  return {
    [meta.successStatus ?? 200]: operation.responses['200'],
    ...(answersOutcome && {
      202: outcome('In line: ask again at the Location, or listen on the outcomes subscription.'),
    }),
    ...(answersOutcome && {
      409: outcome('Refused, with the reason; or, as a problem, `id_conflict`.'),
    }),
    400: problem('The input is not right: `bad_input`, with the issues.'),
    ...(openapi.protect !== false && { 401: problem('No session: `no_session`.') }),
    ...(openapi.path.includes('{') && { 404: problem('There is no such thing.') }),
    ...(openapi.method === 'POST' && { 415: problem('Not JSON: `not_json`.') }),
    ...Object.fromEntries(
      Object.entries(meta.problems ?? {}).map(([status, words]) => [status, problem(words)]),
    ),
    429: problem('Too many requests. Retry-After says when to come back.'),
    503: problem('Not now. Retry-After says when to come back.'),
  };
}
