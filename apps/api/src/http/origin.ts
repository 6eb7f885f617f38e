import type { RequestFacts } from './identify.ts';

/**
 * Whether a page may do this here. Browsers say which page a request comes from; the store's own and those in
 * PUBLIC_ORIGINS may. Programs send no Origin and bring their own token, so there is nothing to borrow.
 */
export function isAllowedOrigin(request: RequestFacts, publicOrigins: readonly string[]): boolean {
  const origin = request.header('origin');
  if (origin === undefined) return request.header('sec-fetch-site') !== 'cross-site';
  if (publicOrigins.includes(origin)) return true;
  try {
    return new URL(origin).host === request.header('host');
  } catch {
    return false;
  }
}
