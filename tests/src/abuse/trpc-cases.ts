import { badBodies, bodiesThatAreNot } from './bad-bodies.ts';
import type { BadRequest } from './bad-bodies.ts';
import { procedures } from './procedures.ts';

const query = (input: string): string => `input=${encodeURIComponent(input)}`;

/** Bad requests for every procedure there is, over HTTP: alone, in a batch, and in envelopes that are none. */
export function trpcCases(token: string): BadRequest[] {
  const headers = { authorization: `Bearer ${token}` };
  const json = { ...headers, 'content-type': 'application/json' };

  const ofProcedures = procedures.flatMap(({ path: name, type }): BadRequest[] => {
    const path = `/trpc/${name}`;
    const methods = ['PUT', 'PATCH', 'DELETE', 'OPTIONS', 'TRACE', 'PROPFIND'].map((method) => ({
      what: `${method} on a ${type}`,
      method,
      path,
      headers,
      allowed: [405],
    }));
    const asGet = (what: string, search: string): BadRequest => ({
      what,
      method: 'GET',
      path: `${path}?${search}`,
      headers,
    });
    if (type === 'mutation') {
      return [
        ...methods,
        { ...asGet('a mutation by GET', query('{}')), allowed: [405] },
        {
          ...asGet('a mutation by GET in a batch', `batch=1&${query('{"0":{}}')}`),
          allowed: [405],
        },
        ...badBodies('POST', path, headers, '{}'),
        {
          what: 'a batch of one that is wrong',
          method: 'POST',
          path: `${path}?batch=1`,
          headers: json,
          body: '{"0":{"__proto__":1}}',
          allowed: [400],
        },
      ];
    }
    const inputs = bodiesThatAreNot
      .filter(([, body]) => typeof body === 'string' && body.length < 1_000)
      .map(([what, body]) => asGet(`${what} as the input`, query(String(body))));
    return [
      ...methods,
      {
        what: `a ${type} by POST`,
        method: 'POST',
        path,
        headers: json,
        body: '{}',
        allowed: [405],
      },
      { what: `a ${type} by POST as a form`, method: 'POST', path, headers, allowed: [415] },
      ...inputs,
      asGet('an input that is badly encoded', 'input=%zz%'),
      asGet('an input given twice', 'input=1&input=2'),
      asGet('an input of twelve thousand characters', `input=${'1'.repeat(12_000)}`),
      asGet('an input for a batch, of a batch that is none', query('{"0":{"x":1}}')),
    ];
  });

  const envelopes: BadRequest[] = (
    [
      ['no procedure', '/trpc/?batch=1&input=%7B%7D'],
      ['a procedure that is not there', '/trpc/drops.nothing'],
      ['a router in place of a procedure', '/trpc/drops'],
      ['a router’s insides', '/trpc/_def'],
      ['a router’s insides, further in', '/trpc/_def.procedures'],
      ['a prototype', '/trpc/__proto__'],
      ['a constructor', '/trpc/constructor'],
      ['a constructor of a router', '/trpc/drops.constructor'],
      ['a method of every object', '/trpc/toString'],
      ['a slash in place of a dot', '/trpc/drops/list'],
      ['a dot at the end', '/trpc/drops.list.'],
      ['a name with a NUL', '/trpc/drops.list%00'],
      ['a name of eight thousand characters', `/trpc/${'x'.repeat(8_000)}`],
      ['a batch beyond the limit', `/trpc/${'health,'.repeat(100)}health?batch=1&input=%7B%7D`],
      ['a batch whose input is a list', `/trpc/drops.byId?batch=1&${query('[]')}`],
      ['a batch whose input is null', `/trpc/drops.byId?batch=1&${query('null')}`],
      ['a batch whose input is no JSON', `/trpc/health?batch=1&${query('{')}`],
      ['a batch whose index is no number', `/trpc/drops.byId?batch=1&${query('{"a":{}}')}`],
      ['a batch whose index is not there', `/trpc/drops.byId?batch=1&${query('{"7":{}}')}`],
      [
        'a batch whose index is a prototype',
        `/trpc/drops.byId?batch=1&${query('{"__proto__":{}}')}`,
      ],
      ['a stream in a batch', `/trpc/drops.watch,health?batch=1&${query('{"0":{}}')}`],
      ['a mutation and a query in one batch', `/trpc/auth.guest,health?batch=1&${query('{}')}`],
    ] as const
  ).map(([what, path]) => ({ what, method: 'GET', path, headers }));
  const halfGood: BadRequest = {
    what: 'a batch with a gap in it, of which the rest is answered',
    method: 'GET',
    path: '/trpc/health,,health?batch=1&input=%7B%7D',
    allowed: [207],
  };
  return [...ofProcedures, ...envelopes, halfGood];
}
