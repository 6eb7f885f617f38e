import { randomBytes } from 'node:crypto';
import { OPCODE, clientFrame, createFrameReader } from './frames.ts';
import { openRawSocket } from './raw-socket.ts';
import type { RawSocket } from './raw-socket.ts';

const END_OF_HEAD = '\r\n\r\n';

/** Opens a WebSocket. `takeText` gets every text message as bytes; pings are answered here. */
export async function openWebSocket(
  address: { host: string; port: number; path: string },
  takeText: (payload: Buffer) => void,
  onLost: (why: string) => void,
): Promise<RawSocket> {
  const { host, port, path } = address;
  const upgraded = Promise.withResolvers<void>();
  let head: string | undefined = '';
  const readFrames = createFrameReader((opcode, payload) => {
    if (opcode === OPCODE.text) takeText(payload);
    else if (opcode === OPCODE.ping) socket.write(clientFrame(payload, OPCODE.pong));
    else if (opcode === OPCODE.close) throw new Error(`closed: ${payload.subarray(2).toString()}`);
  });
  const take = (chunk: Buffer): void => {
    if (head === undefined) return readFrames(chunk);
    head += chunk.toString('latin1');
    const end = head.indexOf(END_OF_HEAD);
    if (end < 0) return;
    const rest = Buffer.from(head.slice(end + END_OF_HEAD.length), 'latin1');
    if (!head.startsWith('HTTP/1.1 101 ')) throw new Error(head.slice(0, head.indexOf('\r\n')));
    head = undefined;
    upgraded.resolve();
    if (rest.length > 0) readFrames(rest);
  };
  const socket = await openRawSocket(address, take, (why) => {
    upgraded.reject(new Error(`no WebSocket on port ${port}: ${why}`));
    onLost(why);
  });
  const lines = [
    `GET ${path} HTTP/1.1`,
    `Host: ${host}:${port}`,
    'Upgrade: websocket',
    'Connection: Upgrade',
    `Sec-WebSocket-Key: ${randomBytes(16).toString('base64')}`,
    'Sec-WebSocket-Version: 13',
  ];
  socket.write(Buffer.from(lines.join('\r\n') + END_OF_HEAD));
  await upgraded.promise;
  return socket;
}
