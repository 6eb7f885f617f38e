/** A request that nobody should send. */
export type BadRequest = {
  what: string;
  method: string;
  path: string;
  headers?: Record<string, string>;
  body?: string | Buffer;
  /** The statuses that are right; any 4xx when left out. */
  allowed?: number[];
};

const JSON_TYPE = 'application/json';

/** Bodies that are no JSON object, whatever they are sent to. */
export const bodiesThatAreNot: [what: string, body: string | Buffer][] = [
  ['JSON that ends too soon', '{"name":'],
  ['JSON with a comma too many', '{"name":"x",}'],
  ['JSON with single quotes', "{'name':'x'}"],
  ['JSON with a comment', '{/* */}'],
  ['two JSON documents', '{}{}'],
  ['null', 'null'],
  ['true', 'true'],
  ['a number', '42'],
  ['a number too large', '1e999'],
  ['NaN', 'NaN'],
  ['minus infinity', '-Infinity'],
  ['a string', '"x"'],
  ['an empty array', '[]'],
  ['an array of objects', '[{}]'],
  ['arrays thirty thousand deep', '['.repeat(30_000) + ']'.repeat(30_000)],
  ['arrays that never close', '['.repeat(60_000)],
  ['a form', 'name=x'],
  ['XML with an entity', '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><x>&e;</x>'],
  ['a pickle', Buffer.from('800495', 'hex')],
  ['gzip', Buffer.from('1f8b0800000000000003abae0500bb5b29af02000000', 'hex')],
  ['UTF-16', Buffer.from('{"name":"x"}', 'utf16le')],
  ['bytes that are no UTF-8', Buffer.from('ff00fe', 'hex')],
  ['an overlong brace', Buffer.from('c1bbc1bd', 'hex')],
  ['a NUL before the JSON', '\u0000{}'],
  ['blanks of a kind that JSON does not know', '\u00a0{}\u00a0'],
];

/** Objects that have what nobody asked for. */
export const objectsWithMore: [what: string, body: string][] = [
  ['a prototype', '{"__proto__":{"role":"merchant"}}'],
  ['a constructor', '{"constructor":{"prototype":{"role":"merchant"}}}'],
  ['a field nobody asked for', '{"admin":true}'],
  ['an empty name', '{"":1}'],
  ['a name that is NUL', '{"\\u0000":1}'],
  ['a name that is half a character', '{"\\ud800":1}'],
  ['objects ten thousand deep', '{"a":'.repeat(10_000) + '1' + '}'.repeat(10_000)],
  [
    'two thousand fields',
    JSON.stringify(Object.fromEntries(Array.from({ length: 2_000 }, (_, n) => [`f${n}`, n]))),
  ],
];

/** Content types that are not JSON; browsers send the first three to other sites without asking. */
export const typesThatAreNot: [what: string, headers: Record<string, string>][] = [
  ['a form', { 'content-type': 'application/x-www-form-urlencoded' }],
  ['plain text', { 'content-type': 'text/plain' }],
  ['a form with files', { 'content-type': 'multipart/form-data; boundary=x' }],
  ['bytes', { 'content-type': 'application/octet-stream' }],
  ['no type', {}],
  ['an empty type', { 'content-type': '' }],
  ['text that speaks of JSON', { 'content-type': 'text/plain; application/json' }],
  ['JSON in second place', { 'content-type': 'text/plain, application/json' }],
  ['a type that begins like JSON', { 'content-type': 'application/jsonp' }],
  ['JSON of another kind', { 'content-type': 'application/json-seq' }],
  ['NDJSON', { 'content-type': 'application/x-ndjson' }],
];

/** Every body and every type, for one address that takes JSON. `headers` say who asks. */
export const badBodies = (
  method: string,
  path: string,
  headers: Record<string, string>,
  fine: string,
): BadRequest[] => [
  ...[...bodiesThatAreNot, ...objectsWithMore].map(([what, body]) => ({
    what: `${what} as the body`,
    method,
    path,
    headers: { ...headers, 'content-type': JSON_TYPE },
    body,
    allowed: [400],
  })),
  ...typesThatAreNot.map(([what, type]) => ({
    what: `a fine body sent as ${what}`,
    method,
    path,
    headers: { ...headers, ...type },
    body: fine,
    allowed: [415],
  })),
  {
    what: 'a body one byte beyond the limit',
    method,
    path,
    headers: { ...headers, 'content-type': JSON_TYPE },
    body: `{"x":"${'x'.repeat(64 * 1024 - 7)}"}`,
    allowed: [413],
  },
];
