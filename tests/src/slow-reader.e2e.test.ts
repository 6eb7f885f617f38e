import { connect } from 'node:net';
import { randomBytes } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { rest } from './kit/client.ts';
import { until } from './kit/until.ts';
import { useStore } from './kit/use-store.ts';

describe('a client that does not behave', () => {
  const store = useStore({ backend: 'postgres', apis: 1, workers: 1 });

  /** A WebSocket by hand, so that it can stop reading. */
  const openSocket = async (path: string) => {
    const { hostname, port, host } = new URL(store().url);
    const socket = connect(Number(port), hostname);
    socket.on('error', () => {});
    socket.write(
      `GET ${path} HTTP/1.1\r\nHost: ${host}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n` +
        `Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: ${randomBytes(16).toString('base64')}\r\n\r\n`,
    );
    await new Promise((resolve) => socket.once('data', resolve));
    const send = (text: string): void => {
      const mask = randomBytes(4);
      const body = Buffer.from(text).map((byte, n) => byte ^ mask[n % 4]!);
      const head = Buffer.from([0x81, 0xfe, text.length >> 8, text.length & 0xff]);
      socket.write(Buffer.concat([head, mask, body]));
    };
    return { socket, send };
  };

  test('and asks for more than it reads is cut off, and the store goes on', async () => {
    await Promise.all(Array.from({ length: 20 }, () => store().drop()));
    const { socket, send } = await openSocket('/trpc');
    socket.pause();
    let closed = false;
    socket.once('close', () => (closed = true));
    const ask = JSON.stringify(
      Array.from({ length: 100 }, (_, id) => ({
        id,
        method: 'query',
        params: { path: 'drops.list', note: 'x'.repeat(100) },
      })),
    );
    // What the kernel holds for a reader that does not read is limited too, so it takes a while to show.
    await until(
      'the socket to be cut',
      () => {
        if (!closed && socket.writable) send(ask);
        return closed || socket.errored !== null;
      },
      30_000,
    );
    expect((await rest(store().url, 'GET', '/api/health')).status).toBe(200);
    expect(store().processes.apis[0]!.restarts).toBe(0);
    socket.destroy();
  });

  test('and never says who it is, though it said it would, is sent away', async () => {
    const { socket } = await openSocket('/trpc?connectionParams=1');
    await new Promise((resolve) => socket.once('close', resolve));
  });
});
