import { Agent, request as plainRequest } from 'node:http';
import type { IncomingMessage } from 'node:http';
import { Agent as SecureAgent, request as secureRequest } from 'node:https';
import { text } from 'node:stream/consumers';
import { StoreError } from './store-error.ts';

/** Longer than the store takes to answer anything, `waitMs` included. */
const TIMEOUT_MS = 20_000;

export type HttpAnswer = { status: number; body: unknown };

/** A client of the store's REST api. Connections are kept and used again; callers bound how many there are. */
export type Http = {
  /** Gives any answer below 400, and those errors that carry an outcome. Throws StoreError for the rest. */
  send(method: 'GET' | 'POST', path: string, token?: string, body?: object): Promise<HttpAnswer>;
  close(): void;
};

/** Opens a client for the store at `origin`. */
export function openHttp(origin: string): Http {
  const secure = origin.startsWith('https:');
  const agent = secure ? new SecureAgent({ keepAlive: true }) : new Agent({ keepAlive: true });
  const request = secure ? secureRequest : plainRequest;

  const exchange = (method: string, path: string, token?: string, body?: object) =>
    new Promise<IncomingMessage>((resolve, reject) => {
      const sent = request(`${origin}/api${path}`, {
        method,
        agent,
        timeout: TIMEOUT_MS,
        headers: {
          ...(token && { authorization: `Bearer ${token}` }),
          ...(body && { 'content-type': 'application/json' }),
        },
      });
      sent.once('response', resolve);
      sent.once('error', reject);
      sent.once('timeout', () =>
        sent.destroy(new Error(`no answer within ${TIMEOUT_MS / 1_000} s`)),
      );
      sent.end(body && JSON.stringify(body));
    });

  return {
    async send(method, path, token, body) {
      const response = await exchange(method, path, token, body);
      const status = response.statusCode ?? 0;
      const answer = parse(await text(response));
      if (status < 400 || isOutcome(answer)) return { status, body: answer };
      const { code, detail } = answer as { code?: unknown; detail?: unknown };
      const retryAfter = Number(response.headers['retry-after']);
      throw new StoreError(
        status,
        typeof code === 'string' ? code : `http_${status}`,
        typeof detail === 'string' ? detail : `${method} ${path} was answered with ${status}`,
        retryAfter > 0 ? retryAfter : undefined,
      );
    },
    close: () => agent.destroy(),
  };
}

const isOutcome = (body: unknown): boolean =>
  typeof body === 'object' && body !== null && 'commandId' in body && 'status' in body;

function parse(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return {};
  }
}
