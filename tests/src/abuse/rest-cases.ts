import { badBodies } from './bad-bodies.ts';
import type { BadRequest } from './bad-bodies.ts';
import { procedures } from './procedures.ts';
import type { Procedure } from './procedures.ts';
import { nastyTexts } from './values.ts';

type Rest = NonNullable<Procedure['rest']>;
const served: Rest[] = procedures.flatMap(({ rest }) => rest ?? []);
const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'PROPFIND', 'PURGE'];

/** Ids that are none, encoded as they go into a path. */
const badIds: [what: string, id: string][] = [
  ['a word', 'nonsense'],
  ['a number', '1'],
  ['an id without dashes', '01a1fb7fe74c73b488a3b44713087c73'],
  ['an id in braces', '%7B01a1fb7f-e74c-73b4-88a3-b44713087c73%7D'],
  ['an id with a letter too many', '01a1fb7f-e74c-73b4-88a3-b44713087c733'],
  ['an id with a letter that is no digit', '01a1fb7f-e74c-73b4-88a3-b44713087c7g'],
  ['an id and a line break', '01a1fb7f-e74c-73b4-88a3-b44713087c73%0a'],
  ['an id and a NUL', '01a1fb7f-e74c-73b4-88a3-b44713087c73%00'],
  ['NUL', '%00'],
  ['a percent sign alone', '%'],
  ['an encoding that is none', '%zz'],
  ['an encoding that ends too soon', '%e2%82'],
  ['an overlong slash', '%c0%af'],
  ['bytes that are no UTF-8', '%ff%fe'],
  ['a slash, encoded', 'a%2fb'],
  ['a slash, encoded twice', 'a%252fb'],
  ['a way up, encoded', '%2e%2e%2f%2e%2e%2fetc%2fpasswd'],
  ['a way up with backslashes', '..%5c..%5cwindows'],
  ['a matrix parameter', 'a;b=c'],
  ['a question mark, encoded', 'a%3fb=c'],
  ['a fragment, encoded', 'a%23b'],
  ['a prototype', '__proto__'],
  ['a constructor', 'constructor'],
  ['eight thousand characters', 'x'.repeat(8_000)],
  ...nastyTexts
    .filter(([, text]) => text.isWellFormed() && text.trim() !== '' && text.length < 1_000)
    .map(([what, text]): [string, string] => [what, encodeURIComponent(text)]),
];

/** Bad requests for every REST path there is. `id` belongs to a thing that is there. */
export function restCases(token: string, id: (name: string) => string): BadRequest[] {
  const headers = { authorization: `Bearer ${token}` };
  const fill = (path: string, one?: string): string =>
    path.replaceAll(/\{(\w+)\}/g, (_, name: string) => one ?? id(name));

  return served.flatMap(({ method, path }) => {
    const at = fill(path);
    const takes = new Set(served.filter((rest) => rest.path === path).map((rest) => rest.method));
    const wrongMethods = METHODS.filter((each) => !takes.has(each)).map((each): BadRequest => ({
      what: `${each} on what takes ${[...takes].join(' and ')}`,
      method: each,
      path: at,
      headers,
      allowed: [405],
    }));
    const overridden: BadRequest = {
      what: 'a method in a header, in the query and in the body',
      method: ['GET', 'DELETE', 'PATCH'].find((each) => !takes.has(each))!,
      path: `${at}?_method=${method}`,
      headers: { ...headers, 'x-http-method-override': method, 'x-method-override': method },
      allowed: [405],
    };
    const wrongIds = path.includes('{')
      ? badIds.map(([what, one]): BadRequest => ({
          what: `${what} for an id`,
          method,
          path: fill(path, one),
          headers: { ...headers, 'content-type': 'application/json' },
          ...(method === 'POST' && { body: '{}' }),
          allowed: [400, 404],
        }))
      : [];
    const around: BadRequest[] = [
      { what: 'a slash too many at the end', path: `${at}/` },
      { what: 'two slashes in front', path: `/${at}` },
      { what: 'two slashes inside', path: at.replace('/api/', '/api//') },
      { what: 'capitals', path: at.replace('/api/', '/API/') },
      // Where something may stand behind it, this is no good id.
      { what: 'something behind it', path: `${at}/%2e%2e%2f%00`, allowed: [400, 404, 405] },
    ].map((each) => ({ allowed: [404, 405], ...each, method: 'PUT', headers }));
    const bodies = method === 'POST' ? badBodies(method, at, headers, '{}') : [];
    return [...wrongMethods, overridden, ...wrongIds, ...around, ...bodies];
  });
}

/** What is odd but no error: it gets the honest answer of the path, and nothing breaks. */
export function oddCases(token: string, dropId: string): BadRequest[] {
  const path = `/api/drops/${dropId}`;
  const get = (what: string, change: Partial<BadRequest>): BadRequest => ({
    what,
    method: 'GET',
    path,
    allowed: [200],
    ...change,
  });
  const withHeader = (what: string, headers: Record<string, string>): BadRequest =>
    get(what, { headers });
  return [
    get('HEAD', { method: 'HEAD' }),
    get('a query that says the same twice', { path: `${path}?dropId=1&dropId=2` }),
    get('a query with a list', { path: `${path}?dropId[]=1&dropId[0]=2&a[b][c]=d` }),
    get('a query with a prototype', { path: `${path}?__proto__[x]=1&constructor.prototype.x=1` }),
    get('a query that is badly encoded', { path: `${path}?%=%zz&%00=%ff&=&&&` }),
    get('a query of six thousand characters', { path: `${path}?${'x'.repeat(6_000)}` }),
    get('a body with a GET', { body: '{"dropId":1}', headers: { 'content-type': 'text/plain' } }),
    withHeader('a cookie that is no cookie', { cookie: ';;==;%;=x' }),
    withHeader('a cookie that is badly encoded', { cookie: 'lastpair_session=%zz%ff' }),
    withHeader('a cookie with a prototype', { cookie: '__proto__=x; constructor=y' }),
    withHeader('the session cookie a hundred times', {
      cookie: Array.from({ length: 100 }, (_, n) => `lastpair_session=${n}`).join('; '),
    }),
    withHeader('an empty session cookie', { cookie: 'lastpair_session=' }),
    withHeader('a session cookie in quotes', { cookie: `lastpair_session="${token}"` }),
    withHeader('credentials of another kind', { authorization: 'Basic Og==' }),
    withHeader('a bearer of nothing', { authorization: 'Bearer ' }),
    withHeader('two bearers', { authorization: `Bearer ${token} ${token}` }),
    withHeader('a token of eight thousand characters', {
      authorization: `Bearer ${'x'.repeat(8_000)}`,
    }),
    withHeader('a token with SQL in it', { authorization: `Bearer '||(select/**/1)||'` }),
    withHeader('an Accept that nothing fits', { accept: 'image/webp;q=0' }),
    withHeader('an Accept that is none', { accept: ';;;q=x,,,*/**' }),
    withHeader('a range', { range: 'bytes=0-4' }),
    withHeader('a range that is none', { range: 'bytes=9-1,-,a-b' }),
    withHeader('a thousand ranges', { range: `bytes=${'0-1,'.repeat(1_000)}0-1` }),
    withHeader('an etag that is none', { 'if-none-match': '"' }),
    withHeader('a date that is none', { 'if-modified-since': 'yesterday' }),
    withHeader('an encoding nobody knows', { 'accept-encoding': 'x;q=9,,gzip;q=nan' }),
    withHeader('another host', { host: 'evil.example' }),
    withHeader('a host that is forwarded', { 'x-forwarded-host': 'evil.example' }),
    withHeader('an address that is forwarded', { 'x-forwarded-for': "'; drop table drop; --" }),
    withHeader('a path that is rewritten', {
      'x-original-url': '/ops/queues',
      'x-rewrite-url': '/metrics',
    }),
    {
      ...withHeader('an upgrade to something else', { connection: 'upgrade', upgrade: 'h2c' }),
      allowed: [404],
    },
  ];
}

/** Paths that are nothing, in every way there is to say so. */
export const lostPaths = (): BadRequest[] =>
  [
    '/api',
    '/api/',
    '/api/nothing',
    '/api/%',
    '/api/%00',
    '/api/drops/%2e%2e/%2e%2e/etc/passwd',
    '/api/constructor',
    '/api/__proto__',
    `/api/${'x/'.repeat(3_000)}`,
    '/trpc/%',
    '/trpc/%zz',
    '/trpc/',
    '/trpc/..%2f..%2fapi%2fhealth',
    '/ops/queues/../../etc/passwd',
    '/assets/nothing.js',
    '/assets/%2e%2e/%2e%2e/package.json',
    '/assets/..%2f..%2fpackage.json',
    '/assets/..%5c..%5cpackage.json',
    '/assets/%00',
    '/assets/%ff',
    '/assets/....//....//package.json',
    '/api/docs/%2e%2e%2fpackage.json',
    '/api/docs/swagger-ui.css%00.html',
  ].map((path) => ({
    what: `a path that is nothing: ${path.slice(0, 60)}`,
    method: 'GET',
    path,
    // A way up is walked before it is looked at, and every path that is no file is the page.
    allowed: /\/(\.\.|%2e%2e)\//.test(path) ? [200, 404] : [400, 404],
  }));
