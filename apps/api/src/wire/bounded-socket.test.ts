import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { expect, test } from 'vitest';
import { WebSocket, WebSocketServer } from 'ws';
import { BoundedSocket } from './bounded-socket.ts';

test('a client that is sent away still gets its answers, but no event that its new socket will tell', async () => {
  const server = new WebSocketServer({ host: '127.0.0.1', port: 0, WebSocket: BoundedSocket });
  await once(server, 'listening');
  const client = new WebSocket(`ws://127.0.0.1:${(server.address() as AddressInfo).port}`);
  const [[socket]] = (await Promise.all([once(server, 'connection'), once(client, 'open')])) as [
    [BoundedSocket],
    unknown,
  ];
  const heard: string[] = [];
  client.on('message', (data: Buffer) => heard.push(data.toString()));

  const event = (id: string) =>
    JSON.stringify({ id: 1, result: { type: 'data', data: { id, data: {} }, id } });
  const answer = JSON.stringify({ id: 2, result: { type: 'data', data: { id: 'of a drop' } } });
  const ended = JSON.stringify({ id: 1, result: { type: 'stopped' } });
  socket.send(event('before'));
  socket.sendAway();
  for (const text of [event('after'), answer, ended, 'PONG']) socket.send(text);
  socket.close();
  await once(client, 'close');
  server.close();

  const reconnect = JSON.stringify({ id: null, method: 'reconnect' });
  expect(heard).toEqual([event('before'), reconnect, answer, ended, 'PONG']);
});
