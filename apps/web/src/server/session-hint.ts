import { browserStorage } from './browser-storage.ts';

const KEY = 'lastpair-signed-in';

/**
 * Whether somebody was signed in here when last seen. The cookie itself is out of reach of scripts, on purpose; this
 * opens nothing and only saves a visitor the wait, and the server the question. Only the server knows for certain.
 */
export const wasSignedIn = (): boolean => browserStorage.getItem(KEY) !== null;

/** Remembers that somebody is signed in here, or no longer. */
export function rememberSignedIn(signedIn: boolean): void {
  if (signedIn) browserStorage.setItem(KEY, '1');
  else browserStorage.removeItem(KEY);
}
