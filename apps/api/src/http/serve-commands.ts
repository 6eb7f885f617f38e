import type { IncomingMessage, ServerResponse } from 'node:http';
import { ApiError, forCaller } from '../api-error.ts';
import type { Services } from '../context.ts';
import { logUnexpected } from '../log-unexpected.ts';
import { shoppersCommands } from '../shoppers-commands.ts';
import type { Answer } from '../shoppers-commands.ts';
import { BODY_LIMIT_BYTES } from './app.ts';
import { factsOf, identify } from './identify.ts';
import { isAllowedOrigin } from './origin.ts';
import { problemReply } from './problem-reply.ts';
import { replyWith } from './reply.ts';
import type { Reply } from './reply.ts';
import { readBody, restProcedures } from './rest.ts';

type Route = { pattern: RegExp; answer: Answer; successStatus: number };

/** A host as everybody writes it; what is to be thought of others is the app's business. */
const PLAIN_HOST = /^[\w.-]+(:\d+)?$/;

/** Takes a request, or leaves it alone and says false. */
export type TakeRequest = (request: IncomingMessage, response: ServerResponse) => boolean;

/**
 * Answers shoppers' commands over REST with the checks, schemas and answers of their procedures, but without what the app
 * and tRPC put around them, which costs several times as much as the rest. It leaves to the app whatever is unusual.
 * `securityHeaders` are those of every answer.
 */
export function takeCommands(
  services: Services,
  securityHeaders: Readonly<Record<string, string>>,
  isStopping: () => boolean,
): TakeRequest {
  const { env, sessions, logger } = services;
  const routes = restProcedures().flatMap(({ path, openapi, meta }): Route[] => {
    const answer = shoppersCommands.get(path);
    const pattern = new RegExp(
      `^/api${openapi.path.replaceAll(/\{(\w+)\}/g, '(?<$1>[0-9A-Fa-f-]{36})')}$`,
    );
    return answer ? [{ pattern, answer, successStatus: meta.successStatus ?? 200 }] : [];
  });

  const reply = async (
    request: IncomingMessage,
    { answer, successStatus }: Route,
    parameters: Record<string, string>,
    text: string,
  ): Promise<Reply> => {
    try {
      const facts = factsOf(request);
      if (!isAllowedOrigin(facts, env.PUBLIC_ORIGINS)) {
        throw new ApiError('wrong_origin', 'Another site may not do this in your name.');
      }
      const caller = await identify(sessions, facts, env.TRUST_PROXY);
      const ctx = { services, ...caller, secure: false, streams: { open: 0 } };
      const body = readBody(text, request.headers['content-type']);
      return replyWith(await answer(ctx, { ...body, ...parameters }), successStatus);
    } catch (error) {
      logUnexpected(logger, error);
      return problemReply(forCaller(error));
    }
  };

  const send = (response: ServerResponse, { status, headers, body }: Reply): void => {
    response.writeHead(status, {
      ...securityHeaders,
      ...headers,
      'content-length': Buffer.byteLength(body),
      ...(isStopping() && { connection: 'close' }),
    });
    response.end(body);
  };

  return (request, response) => {
    if (!isPlain(request)) return false;
    for (const route of routes) {
      const parameters = route.pattern.exec(request.url ?? '')?.groups;
      if (!parameters) continue;
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      // A client that goes away before its body is whole wants nothing.
      request.once('end', () => {
        const text = new TextDecoder().decode(Buffer.concat(chunks));
        void reply(request, route, parameters, text).then((each) => send(response, each));
      });
      return true;
    }
    return false;
  };
}

/** A POST of which it is known before it is read that it is small. */
function isPlain({ method, headers }: IncomingMessage): boolean {
  return (
    method === 'POST' &&
    headers['transfer-encoding'] === undefined &&
    Number(headers['content-length'] ?? 0) <= BODY_LIMIT_BYTES &&
    PLAIN_HOST.test(headers.host ?? '')
  );
}
