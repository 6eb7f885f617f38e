import { setTimeout as sleep } from 'node:timers/promises';

/** Asks a store over its public REST API. */
export type RestClient = {
  get<T>(path: string, token?: string): Promise<T>;
  post<T>(path: string, body: object, token?: string): Promise<T>;
};

const REQUEST_LIMIT_MS = 20_000;
/** With waits of a second or two in between, far longer than any restart takes. */
const ATTEMPTS = 20;
const DEFAULT_WAIT_S = 1;
const LONGEST_WAIT_S = 10;
/** The store asks for patience; it has done nothing, or knows the command by its id. */
const TRY_LATER = new Set([429, 503]);

/**
 * Makes a client for the store at `url`. A request that the store puts off is sent again after the time it asks for, a
 * limited number of times. Rejects with the store's own words on any other answer that is not a success.
 */
export function createRestClient(url: string, signal?: AbortSignal): RestClient {
  const ask = async <T>(
    method: string,
    path: string,
    token?: string,
    body?: object,
  ): Promise<T> => {
    for (let attempt = 1; ; attempt += 1) {
      const limit = AbortSignal.timeout(REQUEST_LIMIT_MS);
      const response = await fetch(`${url}/api${path}`, {
        method,
        headers: {
          ...(token && { authorization: `Bearer ${token}` }),
          ...(body && { 'content-type': 'application/json' }),
        },
        signal: signal ? AbortSignal.any([signal, limit]) : limit,
        ...(body && { body: JSON.stringify(body) }),
      });
      const text = await response.text();
      if (response.ok) return JSON.parse(text) as T;
      if (!TRY_LATER.has(response.status) || attempt === ATTEMPTS) {
        throw new Error(
          `${method} /api${path} was answered with ${response.status}: ${text.slice(0, 500)}`,
        );
      }
      const asked = Number(response.headers.get('retry-after')) || DEFAULT_WAIT_S;
      await sleep(Math.min(asked, LONGEST_WAIT_S) * 1_000, undefined, { signal });
    }
  };
  return {
    get: (path, token) => ask('GET', path, token),
    post: (path, body, token) => ask('POST', path, token, body),
  };
}
