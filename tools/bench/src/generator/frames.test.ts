import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { describe, expect, test } from 'vitest';
import { WebSocketServer } from 'ws';
import { OPCODE, clientFrame, createFrameReader } from './frames.ts';
import { openWebSocket } from './web-socket.ts';

/** A frame as a server sends it: not masked. */
function serverFrame(payload: Buffer, opcode: number = OPCODE.text): Buffer {
  const { length } = payload;
  if (length < 126) return Buffer.concat([Buffer.from([0x80 | opcode, length]), payload]);
  const head = Buffer.alloc(length <= 0xffff ? 4 : 10);
  head[0] = 0x80 | opcode;
  head[1] = length <= 0xffff ? 126 : 127;
  if (length <= 0xffff) head.writeUInt16BE(length, 2);
  else head.writeBigUInt64BE(BigInt(length), 2);
  return Buffer.concat([head, payload]);
}

/** Reads bytes that come in pieces of a size; each payload is copied, since it is only lent. */
function readInPieces(bytes: Buffer, size: number): string[] {
  const read: string[] = [];
  const take = createFrameReader((opcode, payload) => read.push(`${opcode} ${payload.toString()}`));
  for (let at = 0; at < bytes.length; at += size) {
    const piece = Buffer.from(bytes.subarray(at, at + size));
    take(piece);
    // Whoever lends the memory uses it again at once.
    piece.fill(0);
  }
  return read;
}

const LENGTHS = [0, 1, 125, 126, 127, 65_535, 65_536, 70_000];

describe('frames of a server', () => {
  test.each([1, 2, 3, 7, 1_000, 1_000_000])('are read from pieces of %i bytes', (size) => {
    // Large ones in tiny pieces would only take long.
    const texts = LENGTHS.filter((length) => size > 100 || length < 200).map((length) =>
      'x'.repeat(length),
    );
    const bytes = Buffer.concat(texts.map((text) => serverFrame(Buffer.from(text))));
    expect(readInPieces(bytes, size)).toEqual(texts.map((text) => `1 ${text}`));
  });

  test('keep their order and kind, with pings in between', () => {
    const bytes = Buffer.concat([
      serverFrame(Buffer.from('one')),
      serverFrame(Buffer.from('are you there?'), OPCODE.ping),
      serverFrame(Buffer.from('two')),
    ]);
    expect(readInPieces(bytes, 5)).toEqual(['1 one', '9 are you there?', '1 two']);
  });

  test('that are masked or come in parts are not taken for something else', () => {
    const take = createFrameReader(() => {});
    expect(() => take(clientFrame('masked'))).toThrow(/mask/);
    expect(() => createFrameReader(() => {})(Buffer.from([0x01, 1, 65]))).toThrow(/several frames/);
  });
});

test('frames of ours are understood by a real server, and pings of its are answered', async () => {
  const server = new WebSocketServer({ port: 0, path: '/echo' });
  await once(server, 'listening');
  const heard: string[] = [];
  const ponged = Promise.withResolvers<void>();
  server.on('connection', (socket) => {
    socket.on('message', (message) => socket.send((message as Buffer).toString()));
    socket.on('pong', () => ponged.resolve());
    socket.ping('are you there?');
  });
  const all = Promise.withResolvers<void>();
  const { port } = server.address() as AddressInfo;
  const socket = await openWebSocket(
    { host: '127.0.0.1', port, path: '/echo' },
    (payload) => {
      heard.push(payload.toString());
      if (heard.length === LENGTHS.length) all.resolve();
    },
    (why) => all.reject(new Error(why)),
  );
  const texts = LENGTHS.map((length) => 'ü'.repeat(length));
  for (const text of texts) socket.write(clientFrame(text));
  await Promise.all([all.promise, ponged.promise]);
  expect(heard).toEqual(texts);
  socket.end();
  server.close();
});

test('a server that does not speak WebSocket is an error, not a line', async () => {
  const server = new WebSocketServer({ port: 0, path: '/elsewhere' });
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const opening = openWebSocket(
    { host: '127.0.0.1', port, path: '/here' },
    () => {},
    () => {},
  );
  await expect(opening).rejects.toThrow(/400/);
  server.close();
});
