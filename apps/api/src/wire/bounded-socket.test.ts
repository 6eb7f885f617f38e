import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { expect, test, vi } from 'vitest';
import { WebSocket, WebSocketServer } from 'ws';
import { BoundedSocket } from './bounded-socket.ts';
import { textFrame } from './text-frame.ts';

/** A socket of ours with its client, and what the client has heard. */
async function connect() {
  const server = new WebSocketServer({ noServer: true, WebSocket: BoundedSocket });
  let below: Socket | undefined;
  const http = createServer().listen(0, '127.0.0.1');
  http.on('upgrade', (request, connection: Socket, head) =>
    server.handleUpgrade(request, connection, head, (socket) => {
      socket.writeTo(connection);
      below = connection;
      server.emit('connection', socket, request);
    }),
  );
  await once(http, 'listening');
  const client = new WebSocket(`ws://127.0.0.1:${(http.address() as AddressInfo).port}`);
  const heard: string[] = [];
  client.on('message', (data: Buffer) => heard.push(data.toString()));
  const [[socket]] = (await Promise.all([once(server, 'connection'), once(client, 'open')])) as [
    [BoundedSocket],
    unknown,
  ];
  const close = async (): Promise<void> => {
    socket.close();
    await once(client, 'close');
    http.close();
  };
  return { socket, heard, close, below: below! };
}

const event = (id: string) =>
  JSON.stringify({ id: 1, result: { type: 'data', data: { id, data: {} }, id } });

test('a client that is sent away still gets its answers, but no event that its new socket will tell', async () => {
  const { socket, heard, close } = await connect();
  const answer = JSON.stringify({ id: 2, result: { type: 'data', data: { id: 'of a drop' } } });
  const ended = JSON.stringify({ id: 1, result: { type: 'stopped' } });
  socket.sendText(event('before'));
  socket.sendAway();
  for (const text of [event('after'), answer, ended, 'PONG']) socket.sendText(text);
  socket.sendEvent(textFrame(event('after, shared')));
  await close();

  const reconnect = JSON.stringify({ id: null, method: 'reconnect' });
  expect(heard).toEqual([event('before'), reconnect, answer, ended, 'PONG']);
});

test('events in frames that are shared are read like others, in the order they were sent, of any length', async () => {
  const { socket, heard, close } = await connect();
  const lengths = [0, 1, 125, 126, 127, 65_535, 65_536, 70_000];
  const texts = [...lengths.map((length) => 'x'.repeat(length)), 'é'.repeat(63)];
  for (const text of texts) {
    socket.sendText(`before ${text.length}`);
    socket.sendEvent(textFrame(text));
  }
  await close();
  expect(heard).toEqual(texts.flatMap((text) => [`before ${text.length}`, text]));
});

test('what joins in leaves with an answer, until it no longer does', async () => {
  const { socket, heard, close } = await connect();
  const end = socket.beforeWrite(() => socket.sendEvent(textFrame('a view')));
  socket.sendText('an answer');
  await new Promise((resolve) => setImmediate(resolve));
  end();
  socket.sendText('another');
  await close();
  expect(heard).toEqual(['an answer', 'a view', 'another']);
});

test('an event and what promises answer in the same turn leave in one write', async () => {
  const { socket, heard, close, below } = await connect();
  const write = vi.spyOn(below, 'uncork');
  await new Promise<void>((resolve) =>
    setImmediate(() => {
      socket.sendText('an event');
      void Promise.resolve()
        .then(() => undefined)
        .then(() => socket.sendText('its answer'));
      resolve();
    }),
  );
  await new Promise((resolve) => setImmediate(resolve));
  expect(write).toHaveBeenCalledTimes(1);
  await close();
  expect(heard).toEqual(['an event', 'its answer']);
});
