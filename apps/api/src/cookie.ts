import { parse, serialize } from 'hono/utils/cookie';
import { SESSION_DAYS } from './sessions.ts';

const NAME = 'lastpair_session';

/** The session cookie: out of reach of scripts, and not sent along by other sites. */
export const sessionCookie = (token: string, secure: boolean): string =>
  serialize(NAME, token, {
    httpOnly: true,
    sameSite: 'Lax',
    path: '/',
    maxAge: SESSION_DAYS * 24 * 3_600,
    secure,
  });

/** Takes the session cookie away. */
export const clearedCookie = (secure: boolean): string =>
  serialize(NAME, '', { httpOnly: true, sameSite: 'Lax', path: '/', maxAge: 0, secure });

/** The token in a Cookie header, if there is one. */
export const tokenInCookie = (header: string | undefined): string | undefined =>
  header ? parse(header, NAME)[NAME] || undefined : undefined;
