import type { AddressInfo } from 'node:net';
import { WebSocketServer } from 'ws';

/** A tap that says what it is told to. */
export type TestTap = AsyncDisposable & {
  url: string;
  port: number;
  /** Sends text as it is to everybody who listens. */
  say: (...messages: (string | Buffer)[]) => void;
  tell: (store: string, model: string, inventory: number) => void;
  /** How many listen now, how many ever did, and the most at one time. */
  listening: () => number;
  connections: () => number;
  most: () => number;
  /** Cuts everybody off without a word. */
  cut: () => void;
  /** Said first to whoever connects. */
  greet: (messages: () => string[]) => void;
};

/** Opens a tap on `port`, or on any free one. */
export async function openTap(port = 0): Promise<TestTap> {
  const server = new WebSocketServer({ host: '127.0.0.1', port });
  await new Promise((resolve) => server.once('listening', resolve));
  let connections = 0;
  let most = 0;
  let greeting = (): string[] => [];
  server.on('connection', (socket) => {
    connections += 1;
    most = Math.max(most, server.clients.size);
    socket.on('error', () => {});
    for (const message of greeting()) socket.send(message);
  });
  const say = (...messages: (string | Buffer)[]): void => {
    for (const client of server.clients) for (const message of messages) client.send(message);
  };
  const { port: taken } = server.address() as AddressInfo;
  return {
    url: `ws://127.0.0.1:${taken}`,
    port: taken,
    say,
    tell: (store, model, inventory) => say(JSON.stringify({ store, model, inventory })),
    listening: () => server.clients.size,
    connections: () => connections,
    most: () => most,
    cut: () => {
      for (const client of server.clients) client.terminate();
    },
    greet: (messages) => void (greeting = messages),
    async [Symbol.asyncDispose]() {
      for (const client of server.clients) client.terminate();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
