import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { connect } from 'node:net';
import type { Socket } from 'node:net';
import { until } from '../kit/until.ts';

export const TEXT = 0x1;
export const BINARY = 0x2;
const CLOSE = 0x8;
const FINAL = 0x80;
const MASKED = 0x80;

/** One frame of a WebSocket, as a client sends it. https://www.rfc-editor.org/rfc/rfc6455#section-5.2 */
export function frame(
  body: string | Buffer,
  { opcode = TEXT, final = true, masked = true, bits = 0 } = {},
): Buffer {
  const bytes = Buffer.from(body as string);
  const first = (final ? FINAL : 0) | bits | opcode;
  const mark = masked ? MASKED : 0;
  const head =
    bytes.length < 126
      ? Buffer.from([first, mark | bytes.length])
      : bytes.length < 65_536
        ? Buffer.from([first, mark | 126, bytes.length >> 8, bytes.length & 0xff])
        : Buffer.concat([Buffer.from([first, mark | 127]), eightBytes(bytes.length)]);
  if (!masked) return Buffer.concat([head, bytes]);
  const mask = randomBytes(4);
  return Buffer.concat([head, mask, bytes.map((byte, n) => byte ^ mask[n % 4]!)]);
}

export function eightBytes(length: number): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64BE(BigInt(length));
  return bytes;
}

/** A WebSocket by hand, which can send what no client would. */
export type HandSocket = Disposable & {
  /** What the upgrade was answered with, up to the empty line. */
  head: string;
  /** All texts that came so far. */
  texts: string[];
  /** How the api closed it: the code, or 0 when it just hung up. */
  closed: () => number | undefined;
  write: (bytes: Buffer | string) => void;
  socket: Socket;
};

/** Waits for what `look` finds in what comes. Rejects when the api closes, or says nothing more for 15 s. */
export async function hear<T>(by: HandSocket, look: () => T | undefined): Promise<T> {
  for (;;) {
    const found = look();
    if (found !== undefined) return found;
    if (by.closed() !== undefined) throw new Error(`closed with ${by.closed()}`);
    await once(by.socket, 'data', { signal: AbortSignal.timeout(15_000) });
  }
}

/** Opens one. It never sends a frame of its own but the answer to a close. */
export async function openByHand(
  url: string,
  { path = '/trpc', headers = {} }: { path?: string; headers?: Record<string, string> } = {},
): Promise<HandSocket> {
  const { hostname, port, host } = new URL(url);
  const socket = connect({ port: Number(port), host: hostname, noDelay: true });
  let buffer = Buffer.alloc(0);
  let head: string | undefined;
  let closed: number | undefined;
  const texts: string[] = [];

  const takeFrame = (): boolean => {
    if (buffer.length < 2) return false;
    const short = buffer[1]! & 0x7f;
    const start = short === 126 ? 4 : short === 127 ? 10 : 2;
    if (buffer.length < start) return false;
    const length =
      short === 126
        ? buffer.readUInt16BE(2)
        : short === 127
          ? Number(buffer.readBigUInt64BE(2))
          : short;
    if (buffer.length < start + length) return false;
    const opcode = buffer[0]! & 0x0f;
    const body = buffer.subarray(start, start + length);
    buffer = buffer.subarray(start + length);
    if (opcode === TEXT) texts.push(body.toString());
    if (opcode === CLOSE) {
      closed = body.length >= 2 ? body.readUInt16BE(0) : 0;
      socket.end(frame(body.subarray(0, 2), { opcode: CLOSE }));
    }
    return true;
  };

  socket.on('data', (chunk) => {
    buffer = Buffer.concat([buffer, chunk]);
    if (head === undefined) {
      const end = buffer.indexOf('\r\n\r\n');
      if (end < 0) return;
      head = buffer.subarray(0, end).toString();
      buffer = buffer.subarray(end + 4);
    }
    while (takeFrame());
  });
  socket.on('error', () => {});
  socket.on('close', () => (closed ??= 0));

  const lines = {
    Host: host,
    Upgrade: 'websocket',
    Connection: 'Upgrade',
    'Sec-WebSocket-Version': '13',
    'Sec-WebSocket-Key': randomBytes(16).toString('base64'),
    ...headers,
  };
  const said = Object.entries(lines).map(([name, value]) => `${name}: ${value}\r\n`);
  socket.write(`GET ${path} HTTP/1.1\r\n${said.join('')}\r\n`);
  await until('an answer to the upgrade', () => head !== undefined || closed !== undefined);
  return {
    head: head ?? '',
    texts,
    closed: () => closed,
    write: (bytes) => void socket.write(bytes),
    socket,
    [Symbol.dispose]: () => void socket.destroy(),
  };
}
