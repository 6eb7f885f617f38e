import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { expect, test } from 'vitest';
import { WebSocketServer } from 'ws';
import { openLine } from './lines.ts';

test('a line whose subscription is refused is not waited for', async () => {
  const server = new WebSocketServer({ host: '127.0.0.1', port: 0 });
  await once(server, 'listening');
  const lost: Promise<unknown>[] = [];
  server.on('connection', (socket) => {
    lost.push(once(socket, 'close'));
    socket.on('error', () => undefined);
    socket.on('message', (message: Buffer) => {
      const { id, method } = JSON.parse(message.toString()) as { id: number; method: string };
      const answer = method === 'subscription' ? { error: { message: 'busy' } } : { result: {} };
      socket.send(JSON.stringify({ id, ...answer }));
    });
  });
  const troubles: string[] = [];
  const { port } = server.address() as AddressInfo;
  const line = openLine(
    { wire: 'trpc', host: '127.0.0.1', port, signedIn: false, watch: 'some-drop' },
    0,
    {
      onAnswer: () => undefined,
      onOutcome: () => undefined,
      onView: () => undefined,
      onTrouble: (what) => void troubles.push(what),
    },
  );
  await expect(line).rejects.toThrow('busy');
  expect(troubles).toEqual([expect.stringContaining('busy')]);
  await Promise.all(lost);
  server.close();
});
