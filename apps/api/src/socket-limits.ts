import type { WebSocket } from 'ws';
import type { ApiEnv } from './env.ts';

/** What one address and one socket may ask for. A page uses a dozen streams and a few messages a second at most. */
const settings = {
  strict: { socketsPerAddress: 50, messagesPerWindow: 200 },
  // One machine plays thousands of shoppers, each with a socket.
  demo: { socketsPerAddress: 100_000, messagesPerWindow: 5_000 },
} as const;
const WINDOW_MS = 10_000;
const POLICY_VIOLATION = 1008;

export type SocketLimits = {
  /** Counts a socket of this network in; false when it has too many. It counts itself out when it closes. */
  admit(socket: WebSocket, network: string): boolean;
};

/** Limits the sockets of an address and the messages on each; one that says too much is closed. */
export function createSocketLimits(mode: ApiEnv['RATE_LIMITS']): SocketLimits {
  const { socketsPerAddress, messagesPerWindow } = settings[mode];
  const open = new Map<string, number>();

  return {
    admit(socket, network) {
      const count = open.get(network) ?? 0;
      if (count >= socketsPerAddress) {
        socket.close(POLICY_VIOLATION, 'too many sockets');
        return false;
      }
      open.set(network, count + 1);
      socket.once('close', () => {
        const left = (open.get(network) ?? 1) - 1;
        if (left === 0) open.delete(network);
        else open.set(network, left);
      });

      let since = Date.now();
      let messages = 0;
      socket.on('message', () => {
        if (Date.now() - since > WINDOW_MS) {
          since = Date.now();
          messages = 0;
        }
        messages += 1;
        if (messages > messagesPerWindow) socket.close(POLICY_VIOLATION, 'too many messages');
      });
      return true;
    },
  };
}
