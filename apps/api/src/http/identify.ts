import type { IncomingMessage } from 'node:http';
import type { Caller } from '../context.ts';
import { tokenInCookie } from '../cookie.ts';
import { networkOf } from '../network-of.ts';
import type { Sessions } from '../sessions.ts';

/** What a request says of where it comes from. Header names are in lower case. */
export type RequestFacts = {
  header: (name: string) => string | undefined;
  remoteAddress: string | undefined;
};

/**
 * Who calls, by `Authorization: Bearer` or else the session cookie. A token that is not good counts as none, and is
 * answered with no_session where one is needed.
 */
export async function identify(
  sessions: Sessions,
  request: RequestFacts,
  trustProxy: boolean,
  givenToken?: string,
): Promise<Caller> {
  const authorization = request.header('authorization');
  const bearer = authorization && /^Bearer +(\S+) *$/i.exec(authorization)?.[1];
  const token = givenToken ?? bearer ?? tokenInCookie(request.header('cookie'));
  const ip = addressOf(request, trustProxy);
  return {
    token,
    shopper: token ? await sessions.identify(token) : undefined,
    ip,
    network: networkOf(ip),
  };
}

/** The client's address; behind a proxy of ours, the one that the proxy saw. */
export function addressOf(request: RequestFacts, trustProxy: boolean): string {
  const forwarded = trustProxy && request.header('x-forwarded-for')?.split(',').at(-1)?.trim();
  return forwarded || request.remoteAddress || 'unknown';
}

/**
 * Whether the browser is on https, so that the cookie may be kept from plain http. Its own word counts, because who lies
 * with it only loses a cookie.
 */
export const isSecure = (url: string, request: RequestFacts, trustProxy: boolean): boolean =>
  url.startsWith('https:') ||
  request.header('origin')?.startsWith('https:') === true ||
  (trustProxy && request.header('x-forwarded-proto') === 'https');

/** The facts of a plain Node request, as it comes with a WebSocket. */
export const factsOf = (request: IncomingMessage): RequestFacts => ({
  header: (name) => {
    const value = request.headers[name];
    return Array.isArray(value) ? value.join(', ') : value;
  },
  remoteAddress: request.socket.remoteAddress,
});
