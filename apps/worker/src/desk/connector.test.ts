import type { AddressInfo } from 'node:net';
import type { StampedReading } from '@lastpair/contracts';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { WebSocketServer } from 'ws';
import { startConnector } from './connector.ts';
import type { ConnectorOptions } from './connector.ts';

let server: WebSocketServer;
let port: number;
beforeAll(async () => {
  server = new WebSocketServer({ host: '127.0.0.1', port: 0 });
  await new Promise((resolve) => server.once('listening', resolve));
  ({ port } = server.address() as AddressInfo);
});
afterAll(() => {
  server.close();
});

function connect(url: string, some: Partial<ConnectorOptions> = {}) {
  const taken: StampedReading[] = [];
  let stamp = 0;
  const connector = startConnector({
    tap: { id: 7, url },
    privateAddresses: true,
    stamp: () => (stamp += 1),
    mayHear: () => true,
    take: (readings) => (taken.push(...readings), 0),
    ...some,
  });
  let lastError: string | null = null;
  const error = () => (lastError = connector.takeReport()?.lastError ?? lastError);
  return { connector, taken, error, [Symbol.dispose]: () => connector.stop() };
}

test.each([
  ['an address of this machine', () => `ws://127.0.0.1:${port}`, 'private addresses are refused'],
  ['a name that leads to this machine', () => `ws://localhost.:${port}`, 'private'],
  ['an address that makes no sense', () => `ws://127.0.0.1:${port}/#fragment`, 'private'],
])('%s is not connected to, and says why', async (_name, url, why) => {
  const before = server.clients.size;
  using open = connect(url(), { privateAddresses: false });
  await vi.waitFor(() => expect(open.error()).toContain(why));
  expect(server.clients.size).toBe(before);
});

test('an address that no connection can be made to is an error like any other', async () => {
  using open = connect(`ws://127.0.0.1:${port}/#fragment`);
  await vi.waitFor(() => expect(open.error()).toContain('fragment'));
});

test('readings get their stamps in the order in which they are heard', async () => {
  server.once('connection', (socket) => {
    const line = (inventory: number) => JSON.stringify({ store: 'Laval', model: 'A', inventory });
    socket.send(`${line(3)}\n${line(2)}\nnonsense`);
    socket.send(line(1));
  });
  using open = connect(`ws://127.0.0.1:${port}`);
  await vi.waitFor(() => expect(open.taken).toHaveLength(3));
  expect(open.taken.map(({ stamp, inventory, tapId }) => [stamp, inventory, tapId])).toEqual([
    [1, 3, 7],
    [2, 2, 7],
    [3, 1, 7],
  ]);
  expect(open.connector.takeReport()).toMatchObject({
    state: 'live',
    readings: 3,
    connections: 1,
    bad: { count: 1, some: [{ reason: 'not_json', text: 'nonsense' }] },
  });
  expect(open.connector.takeReport()).toBeUndefined();
});

test('what comes while it is not sure who listens waits, and is heard in its order when it is', async () => {
  const line = (inventory: number) => JSON.stringify({ store: 'Laval', model: 'A', inventory });
  server.once('connection', (socket, request) => {
    // Both in one packet: when the first has to wait the second is in the buffers.
    request.socket.cork();
    socket.send(line(2));
    socket.send(line(1));
    request.socket.uncork();
    setTimeout(() => socket.send(line(0)), 60);
  });
  let sure = false;
  let asked = 0;
  using open = connect(`ws://127.0.0.1:${port}`, { mayHear: () => ((asked += 1), sure) });
  await vi.waitFor(() => expect(asked).toBeGreaterThan(2));
  expect(open.taken).toEqual([]);
  sure = true;
  await vi.waitFor(() => expect(open.taken).toHaveLength(3));
  expect(open.taken.map(({ inventory }) => inventory)).toEqual([2, 1, 0]);
});

test('what waits is not heard by a connector that is stopped: another process listens', async () => {
  server.once('connection', (socket) => socket.send('{"store":"Laval","model":"A","inventory":1}'));
  let asked = 0;
  let sure = false;
  const open = connect(`ws://127.0.0.1:${port}`, { mayHear: () => ((asked += 1), sure) });
  await vi.waitFor(() => expect(asked).toBeGreaterThan(0));
  open.connector.stop();
  sure = true;
  await new Promise((resolve) => setTimeout(resolve, 200));
  expect(open.taken).toEqual([]);
});
