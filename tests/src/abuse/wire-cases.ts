/** Bytes that no client sends, and the statuses that are right. `[]` is for a connection that is just closed. */
export type WireCase = { what: string; bytes: string | Buffer; allowed: number[][] };

const JSON_LINE = 'Content-Type: application/json\r\n';
const request = (line: string, headers = '', body = ''): string =>
  `${line}\r\nHost: lastpair.test\r\nConnection: close\r\n${headers}\r\n${body}`;
const get = (headers = '', target = '/api/drops'): string =>
  request(`GET ${target} HTTP/1.1`, headers);
const post = (headers: string, body: string): string =>
  request('POST /api/guests HTTP/1.1', JSON_LINE + headers, body);
const upgrade = (target: string, headers = '', method = 'GET'): string =>
  `${method} ${target} HTTP/1.1\r\nHost: lastpair.test\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n` +
  `Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n${headers}\r\n`;

type Row = [what: string, bytes: string | Buffer, ...allowed: (number | 'closed')[]];

const requestLines: Row[] = [
  ['no request at all but a line break', '\r\n\r\n\r\n', 408],
  ['random bytes', Buffer.from('deadbeef00ff'.repeat(20), 'hex'), 400],
  ['the greeting of TLS', Buffer.from('16030100f1010000ed0303', 'hex'), 400],
  ['the greeting of HTTP/2', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n', 400],
  ['the greeting of SSH', 'SSH-2.0-OpenSSH_9.0\r\n\r\n', 400],
  ['HTTP/0.9', 'GET /\r\n\r\n', 400],
  ['HTTP/1.0 without a host', 'GET /api/drops HTTP/1.0\r\n\r\n', 200, 400],
  ['HTTP/1.0 with a host', 'GET /api/drops HTTP/1.0\r\nHost: x\r\n\r\n', 200],
  ['a version of its own', request('GET /api/drops HTTP/9.9'), 400],
  ['no version', request('GET /api/drops'), 200, 400],
  ['a method in small letters', request('get /api/drops HTTP/1.1'), 400],
  ['a method that is none', request('GIVE /api/drops HTTP/1.1'), 400],
  ['two blanks', request('GET  /api/drops HTTP/1.1'), 200, 400],
  ['a blank in the path', request('GET /api/dr ops HTTP/1.1'), 400],
  ['a tab in the path', request('GET /api/\tdrops HTTP/1.1'), 400],
  ['a NUL in the path', request('GET /api/dr\0ops HTTP/1.1'), 400],
  [
    'line breaks without a return',
    'GET /api/drops HTTP/1.1\nHost: x\nConnection: close\n\n',
    200,
    400,
  ],
  [
    'bytes in the path that are no ASCII',
    Buffer.from(get('', '/api/\u00ff\u0080'), 'latin1'),
    400,
    404,
  ],
  ['a path of twenty thousand characters', get('', `/${'x'.repeat(20_000)}`), 431],
  ['a path without a slash', get('', 'api/drops'), 400, 404],
  ['a path that is a star', get('', '*'), 400, 404],
  ['OPTIONS of everything', request('OPTIONS * HTTP/1.1'), 400, 404, 405],
  ['a whole address', get('', 'http://lastpair.test/api/drops'), 200],
  ['a whole address of somebody else', get('', 'http://evil.example/api/drops'), 200, 400, 404],
  ['a whole address that is none', get('', 'http://[/api/drops'), 400],
  ['an address of another protocol', get('', 'gopher://x/'), 200, 400, 404],
  ['two slashes', get('', '//'), 200, 400, 404],
  ['two slashes and a host', get('', '//evil.example/api/drops'), 200, 400, 404],
  ['backslashes', get('', '\\\\evil.example\\api'), 400, 404],
  ['a fragment', get('', '/api/drops#x'), 200, 400, 404],
  ['CONNECT', request('CONNECT evil.example:443 HTTP/1.1'), 400, 404, 405, 'closed'],
  ['TRACE', request('TRACE /api/drops HTTP/1.1'), 404, 405],
  ['TRACK', request('TRACK /api/drops HTTP/1.1'), 400],
];

const headerLines: Row[] = [
  ['no host', 'GET /api/drops HTTP/1.1\r\nConnection: close\r\n\r\n', 400],
  // Node goes by the first.
  ['two hosts', get('Host: evil.example\r\n'), 200, 400],
  ...['', 'a b', '[', '[::1', 'x:99999', 'x:y', 'user@evil.example', 'a/b', 'a?b', '%00', '..'].map(
    (host): Row => [
      `the host "${host}"`,
      `GET /api/drops HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`,
      200,
      400,
    ],
  ),
  ['headers beyond the limit', get(`X: ${'x'.repeat(20_000)}\r\n`), 431],
  ['three thousand headers', get('X: 1\r\n'.repeat(3_000)), 431],
  ['a cookie of fifteen thousand characters', get(`Cookie: ${'a=b; '.repeat(3_000)}\r\n`), 200],
  ['a header without a colon', get('Nothing\r\n'), 400],
  ['a header without a name', get(': x\r\n'), 400],
  ['a blank before the colon', get('X : x\r\n'), 400],
  ['a header that goes on in the next line', get('X: a\r\n b\r\n'), 200, 400],
  ['a NUL in a header', get('X: a\0b\r\n'), 400],
  ['a name that is no word', get('X(y): 1\r\n'), 400],
  ['bytes in a header that are no ASCII', Buffer.from(get('Cookie: a=\u00ff\r\n'), 'latin1'), 200],
  ['a token that is no ASCII', Buffer.from(get('Authorization: Bearer \u00ff\r\n'), 'latin1'), 200],
  ['an expectation nobody has', get('Expect: everything\r\n'), 417],
];

const lengths: Row[] = [
  ['a length below nothing', post('Content-Length: -1\r\n', '{}'), 400],
  ['a length in words', post('Content-Length: two\r\n', '{}'), 400],
  ['a length in hexadecimals', post('Content-Length: 0x2\r\n', '{}'), 400],
  ['a length with a plus', post('Content-Length: +2\r\n', '{}'), 400],
  ['a length beyond counting', post(`Content-Length: ${'9'.repeat(40)}\r\n`, '{}'), 400],
  ['a length that says too much by far', post('Content-Length: 9999999999\r\n', '{}'), 413],
  ['two lengths', post('Content-Length: 2\r\nContent-Length: 3\r\n', '{}x'), 400],
  ['two lengths in one', post('Content-Length: 2, 2\r\n', '{}'), 400],
  ['no length and a body', post('', '{}'), 400],
  ['more than the length', post('Content-Length: 1\r\n', '{}'), 400],
];

const smuggled = 'GET /metrics HTTP/1.1\r\nHost: x\r\n\r\n';
const chunks: Row[] = [
  [
    'a chunk whose size is none',
    post('Transfer-Encoding: chunked\r\n', 'zz\r\n{}\r\n0\r\n\r\n'),
    400,
  ],
  ['a chunk below nothing', post('Transfer-Encoding: chunked\r\n', '-2\r\n{}\r\n0\r\n\r\n'), 400],
  [
    'a chunk beyond counting',
    post('Transfer-Encoding: chunked\r\n', `${'f'.repeat(20)}\r\n{}`),
    400,
  ],
  [
    'a chunk longer than it says',
    post('Transfer-Encoding: chunked\r\n', '1\r\n{}\r\n0\r\n\r\n'),
    400,
  ],
  [
    'chunks with an extension of twenty thousand characters',
    post('Transfer-Encoding: chunked\r\n', `2;${'x'.repeat(20_000)}\r\n{}\r\n0\r\n\r\n`),
    400,
    413,
  ],
  [
    'chunks beyond the limit of a body',
    post(
      'Transfer-Encoding: chunked\r\n',
      `${`1000\r\n${'x'.repeat(4_096)}\r\n`.repeat(20)}0\r\n\r\n`,
    ),
    413,
  ],
  [
    'headers behind the chunks',
    post('Transfer-Encoding: chunked\r\n', '2\r\n{}\r\n0\r\nX: y\r\n\r\n'),
    400,
  ],
  [
    'a thousand chunks of nothing',
    post('Transfer-Encoding: chunked\r\n', `${'1\r\n \r\n'.repeat(1_000)}0\r\n\r\n`),
    400,
  ],
  [
    'a length and chunks',
    post('Content-Length: 4\r\nTransfer-Encoding: chunked\r\n', `0\r\n\r\n${smuggled}`),
    400,
  ],
  [
    'chunks and a length',
    post('Transfer-Encoding: chunked\r\nContent-Length: 4\r\n', `0\r\n\r\n${smuggled}`),
    400,
  ],
  ['an encoding that is nearly chunks', post('Transfer-Encoding: xchunked\r\n', smuggled), 400],
  [
    'an encoding that is chunks and more',
    post('Transfer-Encoding: chunked, identity\r\n', `0\r\n\r\n${smuggled}`),
    400,
  ],
  ['an encoding before chunks', post('Transfer-Encoding: gzip, chunked\r\n', '0\r\n\r\n'), 400],
  [
    'chunks twice',
    post('Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n', `0\r\n\r\n${smuggled}`),
    400,
  ],
  ['chunks after a tab', post('Transfer-Encoding:\tchunked\r\n', '2\r\n{}\r\n0\r\n\r\n'), 400],
  [
    'chunks with a blank before the colon',
    post('Transfer-Encoding : chunked\r\n', `0\r\n\r\n${smuggled}`),
    400,
  ],
  [
    'chunks after a line break alone',
    post('X: y\nTransfer-Encoding: chunked\r\n', `0\r\n\r\n${smuggled}`),
    400,
  ],
  [
    'a body packed as gzip',
    post('Content-Encoding: gzip\r\nContent-Length: 4\r\n', '\x1f\x8b\x08\x00'),
    400,
  ],
  [
    'a body that says another alphabet',
    request(
      'POST /api/guests HTTP/1.1',
      'Content-Type: application/json; charset=utf-16\r\nContent-Length: 2\r\n',
      '{}',
    ),
    400,
  ],
];

const upgrades: Row[] = [
  ...[
    '//',
    '///',
    'http://[',
    'http://',
    '*',
    '/%',
    '/trpc/',
    '/TRPC',
    '/trpc%00',
    '/other',
    'trpc',
    '\\trpc',
    '/x?/trpc',
    '//evil.example/trpc',
  ].map((target): Row => [`a WebSocket at ${target}`, upgrade(target), 400, 404]),
  ['a WebSocket by POST', upgrade('/trpc', 'Content-Length: 0\r\n', 'POST'), 400, 405],
  ['a WebSocket for another site', upgrade('/trpc', 'Origin: https://evil.example\r\n'), 403],
  ['a WebSocket for no site', upgrade('/trpc', 'Origin: null\r\n'), 403],
  ['a WebSocket for an empty site', upgrade('/trpc', 'Origin: \r\n'), 403],
  [
    'a WebSocket for a site that is like ours',
    upgrade('/trpc', 'Origin: http://lastpair.test.evil.example\r\n'),
    403,
  ],
  [
    'a WebSocket for our site on another port',
    upgrade('/trpc', 'Origin: http://lastpair.test:81\r\n'),
    403,
  ],
  [
    'a WebSocket for a site with our name in it',
    upgrade('/trpc', 'Origin: http://evil.example#http://lastpair.test\r\n'),
    403,
  ],
  [
    'a WebSocket for a page from elsewhere that does not say',
    upgrade('/trpc', 'Sec-Fetch-Site: cross-site\r\n'),
    403,
  ],
  [
    'a WebSocket without a key',
    request('GET /trpc HTTP/1.1', 'Upgrade: websocket\r\n').replace('close', 'Upgrade'),
    400,
    426,
  ],
  [
    'a WebSocket of another version',
    upgrade('/trpc').replace('Version: 13', 'Version: 7'),
    400,
    426,
  ],
  ['a WebSocket with a key that is none', upgrade('/trpc').replace(/Key: \S+/, 'Key: x'), 400],
  [
    'an upgrade to something else',
    upgrade('/trpc').replace('Upgrade: websocket', 'Upgrade: h2c'),
    400,
    426,
  ],
];

const closedCases: WireCase[] = [
  ...requestLines,
  ...headerLines,
  ...lengths,
  ...chunks,
  ...upgrades,
].map(([what, bytes, ...allowed]) => ({
  what,
  bytes,
  allowed: allowed.map((each) => (each === 'closed' ? [] : [each])),
}));

/** Requests that never end. The limits of the server must: headers within 5 s, the whole within 10 s, and a second to notice. */
const endlessCases: WireCase[] = (
  [
    ['nothing behind the first line', 'GET /api/drops HTTP/1.1\r\n'],
    ['headers that do not end', 'GET /api/drops HTTP/1.1\r\nHost: x\r\nX: '],
    ['a body shorter than its length', post('Content-Length: 100\r\n', '{')],
    ['chunks that do not end', post('Transfer-Encoding: chunked\r\n', '1\r\n{\r\n')],
    ['a body that was promised', post('Expect: 100-continue\r\nContent-Length: 10\r\n', '')],
    [
      'a body over tRPC that does not end',
      post('Content-Length: 100\r\n', '{').replace('/api/guests', '/trpc/auth.guest'),
    ],
  ] as const
).map(([what, bytes]) => ({ what, bytes, allowed: [[408], [100, 408]] }));

/** All of them. Every connection must be closed by the api, and nothing behind a bad request may be answered. */
export const wireCases: WireCase[] = [...closedCases, ...endlessCases];
