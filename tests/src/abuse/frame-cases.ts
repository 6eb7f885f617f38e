import { BINARY, TEXT, eightBytes, frame } from './frames.ts';
import { bodiesThatAreNot, objectsWithMore } from './bad-bodies.ts';
import { procedures } from './procedures.ts';
import { nastyTexts } from './values.ts';

/**
 * Bytes on an open WebSocket. The api answers with an error (never one of its own fault) and goes on, or closes with
 * one of `closes`; a frame that asks for nothing gets nothing.
 */
export type FrameCase = {
  what: string;
  bytes: Buffer;
  answer: 'error' | 'nothing' | 'any' | number[];
};

const said = (
  what: string,
  message: unknown,
  answer: FrameCase['answer'] = 'error',
): FrameCase => ({
  what,
  bytes: frame(typeof message === 'string' ? message : JSON.stringify(message)),
  answer,
});
const call = (params: unknown, method = 'query', id: unknown = 1) => ({ id, method, params });

const noJson = bodiesThatAreNot
  .filter(([what, body]) => typeof body === 'string' && what !== 'an empty array')
  .map(([what, body]) => said(what, body as string));

const envelopes: FrameCase[] = [
  said('nothing', ''),
  said('no call at all', {}),
  said('an empty batch', [], 'nothing'),
  said('a batch of nothings', [null, null]),
  said('a batch in a batch', [[call({ path: 'health' })]]),
  said(
    'a batch beyond the limit',
    Array.from({ length: 101 }, (_, id) => call({ path: 'health' }, 'query', id)),
  ),
  said('no method', { id: 1 }),
  said('no id', { method: 'query', params: { path: 'health' } }),
  said('no params', { id: 1, method: 'query' }),
  said('params that are null', call(null)),
  said('params that are a list', call([])),
  said('params that are a text', call('health')),
  said('no path', call({})),
  said('a path that is a number', call({ path: 1 })),
  said('a path that is a list', call({ path: ['health'] })),
  said('a path that is empty', call({ path: '' })),
  said('a cursor where none belongs', call({ path: 'health', cursor: 1, direction: 'up' }), 'any'),
  ...[
    'nothing',
    'Query',
    'query ',
    '__proto__',
    'constructor',
    'reconnect',
    '',
    null,
    1,
    [],
    {},
  ].map((method) =>
    said(`the method ${JSON.stringify(method)}`, { id: 1, method, params: { path: 'health' } }),
  ),
  ...[null, true, [], {}, { toString: 1 }].map((id) =>
    said(
      `the id ${JSON.stringify(id)}`,
      { id, method: 'query', params: { path: 'health' } },
      'any',
    ),
  ),
  ...[-1, 0.5, 1e308, '', 'x'.repeat(30_000), '__proto__', '\u0000', '\ud800'].map((id) =>
    said(
      `the id ${JSON.stringify(id).slice(0, 40)}`,
      { id, method: 'query', params: { path: 'health' } },
      'any',
    ),
  ),
  said('an id beyond counting', '{"id":1e999,"method":"query","params":{"path":"health"}}', 'any'),
  ...['1.0', 2, null, {}].map((jsonrpc) =>
    said(`jsonrpc ${JSON.stringify(jsonrpc)}`, { ...call({ path: 'health' }), jsonrpc }, 'any'),
  ),
  ...objectsWithMore.map(([what, body]) => said(`a call that is ${what}`, body)),
  ...[
    'nothing',
    'drops',
    '_def',
    '_def.procedures',
    '__proto__',
    'constructor',
    'toString',
    'drops.constructor',
    'drops/list',
    ' health',
    'HEALTH',
    'health\u0000',
  ].map((path) => said(`the path ${JSON.stringify(path)}`, call({ path }))),
  said('params after the connection was made', {
    method: 'connectionParams',
    data: { token: 'x' },
  }),
  said('an answer in place of a question', { id: 1, result: { type: 'data', data: 1 } }),
  said('an end of a stream that never was', { id: 1, method: 'subscription.stop' }, 'nothing'),
  said('an end of a stream without an id', { method: 'subscription.stop' }),
  said(
    'two hundred ends',
    Array.from({ length: 100 }, (_, id) => ({ id, method: 'subscription.stop' })),
    'nothing',
  ),
  said('PONG that nobody asked for', 'PONG', 'nothing'),
  said('PING', 'PING', 'any'),
  said(
    'one id for a hundred streams',
    Array.from({ length: 100 }, () => call({ path: 'drops.watch', input: {} }, 'subscription')),
  ),
];

/** Every procedure by each method, and with inputs that no procedure takes. */
const calls: FrameCase[] = procedures.flatMap(({ path, type }) => [
  ...['query', 'mutation', 'subscription']
    .filter((method) => method !== type)
    .map((method) => said(`${path} as a ${method}`, call({ path, input: {} }, method))),
  ...[true, 42, 'x', [], [[]], { no: 1 }, { __proto__x: 1 }].map((input) =>
    said(`${path} of ${JSON.stringify(input)}`, call({ path, input }, type)),
  ),
  ...objectsWithMore.map(([what, body]) =>
    said(
      `${path} with ${what}`,
      `{"id":1,"method":"${type}","params":{"path":"${path}","input":${body}}}`,
    ),
  ),
]);

/** Where a stream goes on from: anything that is no position counts as none, or is refused. */
const positions: FrameCase[] = procedures
  .filter(({ type }) => type === 'subscription')
  .flatMap(({ path }) =>
    [
      ...nastyTexts,
      ['a number', 7],
      ['null', null],
      ['a list', []],
      ['-1', '-1'],
      ['too many digits', '9'.repeat(16)],
      ['1e9', '1e9'],
    ].map(([what, lastEventId]) =>
      said(
        `${path} from ${String(what)}`,
        [
          call(
            { path, input: { dropId: '01a1fb7f-e74c-73b4-88a3-b44713087c73' }, lastEventId },
            'subscription',
            7,
          ),
          { id: 7, method: 'subscription.stop' },
        ],
        'any',
      ),
    ),
  );

const PROTOCOL = [1002];
const fragments = (count: number, text: string): Buffer =>
  Buffer.concat(
    Array.from({ length: count }, (_, n) =>
      frame(n === 0 ? text : ' ', { opcode: n === 0 ? TEXT : 0, final: n === count - 1 }),
    ),
  );
const health = JSON.stringify(call({ path: 'health' }));

const raw: FrameCase[] = [
  { what: 'a frame that is not masked', bytes: frame(health, { masked: false }), answer: PROTOCOL },
  {
    what: 'a frame with bits that mean nothing',
    bytes: frame(health, { bits: 0x70 }),
    answer: PROTOCOL,
  },
  { what: 'a frame that is packed', bytes: frame(health, { bits: 0x40 }), answer: PROTOCOL },
  ...[3, 7, 11, 15].map((opcode) => ({
    what: `a frame of kind ${opcode}`,
    bytes: frame(health, { opcode }),
    answer: PROTOCOL,
  })),
  {
    what: 'a frame that goes on with nothing',
    bytes: frame(health, { opcode: 0 }),
    answer: PROTOCOL,
  },
  {
    what: 'a message inside a message',
    bytes: Buffer.concat([frame('{', { final: false }), frame(health)]),
    answer: PROTOCOL,
  },
  { what: 'a ping in pieces', bytes: frame('x', { opcode: 9, final: false }), answer: PROTOCOL },
  { what: 'a ping too long', bytes: frame('x'.repeat(126), { opcode: 9 }), answer: PROTOCOL },
  { what: 'a ping', bytes: frame('x', { opcode: 9 }), answer: 'nothing' },
  { what: 'a pong that nobody asked for', bytes: frame('x', { opcode: 10 }), answer: 'nothing' },
  { what: 'a close with half a code', bytes: frame('x', { opcode: 8 }), answer: PROTOCOL },
  {
    what: 'a close with a code that is none',
    bytes: frame(Buffer.from([3, 0xed]), { opcode: 8 }),
    answer: PROTOCOL,
  },
  {
    what: 'a close with a reason that is no text',
    bytes: frame(Buffer.from([3, 0xe8, 0xff]), { opcode: 8 }),
    answer: [1007],
  },
  { what: 'text that is no UTF-8', bytes: frame(Buffer.from('ff00fe', 'hex')), answer: [1007] },
  { what: 'an overlong character', bytes: frame(Buffer.from('22c0af22', 'hex')), answer: [1007] },
  {
    what: 'half a surrogate as bytes',
    bytes: frame(Buffer.from('22eda08022', 'hex')),
    answer: [1007],
  },
  { what: 'bytes in place of text', bytes: frame(health, { opcode: BINARY }), answer: 'error' },
  { what: 'bytes that are nothing', bytes: frame('', { opcode: BINARY }), answer: 'error' },
  {
    what: 'a message of a hundred thousand bytes',
    bytes: frame('x'.repeat(100_000)),
    answer: [1009],
  },
  {
    what: 'a message that says it has 2^62 bytes',
    bytes: Buffer.concat([Buffer.from([0x81, 0xff]), eightBytes(2 ** 62), Buffer.alloc(4)]),
    answer: [1009],
  },
  {
    what: 'a message that says it has a gigabyte',
    bytes: Buffer.concat([Buffer.from([0x81, 0xff]), eightBytes(2 ** 30), Buffer.alloc(4)]),
    answer: [1009],
  },
  { what: 'a message in sixty pieces', bytes: fragments(60, health), answer: 'any' },
  { what: 'a message in a thousand pieces', bytes: fragments(1_000, health), answer: [1008] },
  {
    what: 'a message of pieces that grow beyond the limit',
    bytes: Buffer.concat([
      frame('x'.repeat(40_000), { final: false }),
      frame('x'.repeat(40_000), { opcode: 0 }),
    ]),
    answer: [1009],
  },
];

export const frameCases: FrameCase[] = [...noJson, ...envelopes, ...calls, ...positions, ...raw];
