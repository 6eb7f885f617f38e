import { expect, test } from 'vitest';
import { createHttpReader } from './http-reader.ts';

const byLength = 'HTTP/1.1 201 Created\r\nContent-Length: 9\r\nX: y\r\n\r\n{"seq":1}';
const inChunks =
  'HTTP/1.1 409 Conflict\r\ntransfer-encoding: chunked\r\n\r\n4\r\n{"se\r\n5\r\nq":2}\r\n0\r\n\r\n';
const empty = 'HTTP/1.1 202 Accepted\r\ncontent-length: 0\r\n\r\n';

function readInPieces(text: string, size: number): string[] {
  const read: string[] = [];
  const take = createHttpReader((status, body) => read.push(`${status} ${body}`));
  for (let at = 0; at < text.length; at += size) take(Buffer.from(text.slice(at, at + size)));
  return read;
}

test.each([1, 2, 3, 10, 1_000])('responses are read from pieces of %i bytes', (size) => {
  const text = byLength + inChunks + empty + byLength;
  expect(readInPieces(text, size)).toEqual([
    '201 {"seq":1}',
    '409 {"seq":2}',
    '202 ',
    '201 {"seq":1}',
  ]);
});

test('a response that does not say where it ends is an error', () => {
  expect(() => readInPieces('HTTP/1.1 200 OK\r\n\r\n', 100)).toThrow(/no length/);
});
