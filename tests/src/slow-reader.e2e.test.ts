import { connect } from 'node:net';
import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { rest } from './kit/client.ts';
import { until } from './kit/until.ts';
import { useStore } from './kit/use-store.ts';

const READERS = 5;
/** Some four hundred kilobytes a quarter of a second for each: more than nobody reads, less than keeps a store busy. */
const ANSWERS_PER_ASK = 20;
const ASK_EVERY_MS = 250;
/** Each is cut off at a mebibyte, and one answer may go beyond that. */
const UNREAD_AT_MOST_BYTES = READERS * 1.2 * 1024 * 1024;

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

  /** What the api keeps for readers who do not read, in bytes. */
  const unread = async (): Promise<number> => {
    const { body } = await rest(store().url, 'GET', '/metrics');
    return Number(/^lastpair_unread_bytes (\S+)/m.exec(body['text'] as string)?.[1]);
  };

  test('and asks for more than it reads is cut off, and the store goes on, without much in memory', async () => {
    await Promise.all(Array.from({ length: 20 }, () => store().drop()));
    const readers = await Promise.all(
      Array.from({ length: READERS }, async () => {
        const { socket, send } = await openSocket('/trpc');
        socket.pause();
        const reader = { socket, send, closed: false };
        socket.once('close', () => (reader.closed = true));
        return reader;
      }),
    );
    const ask = JSON.stringify(
      Array.from({ length: ANSWERS_PER_ASK }, (_, id) => ({
        id,
        method: 'query',
        params: { path: 'drops.list', note: 'x'.repeat(100) },
      })),
    );
    let most = 0;
    // What the kernel holds for a reader that does not read is limited too, so it takes a while to show.
    await until('the sockets to be cut', async () => {
      for (const { socket, send, closed } of readers) if (!closed && socket.writable) send(ask);
      most = Math.max(most, await unread());
      await sleep(ASK_EVERY_MS);
      return readers.every(({ socket, closed }) => closed || socket.errored !== null);
    });
    expect(most).toBeGreaterThan(0);
    expect(most).toBeLessThan(UNREAD_AT_MOST_BYTES);
    expect((await rest(store().url, 'GET', '/api/health')).status).toBe(200);
    expect(store().processes.apis[0]!.restarts).toBe(0);
    for (const { socket } of readers) socket.destroy();
    console.info(`${READERS} readers: at most ${(most / 2 ** 20).toFixed(1)} MiB kept for them`);
  });

  test('and never says who it is, though it said it would, is sent away', async () => {
    const { socket } = await openSocket('/trpc?connectionParams=1');
    await new Promise((resolve) => socket.once('close', resolve));
  });
});
