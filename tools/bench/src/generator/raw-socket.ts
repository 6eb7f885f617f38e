import { connect } from 'node:net';
import type { Socket } from 'node:net';

/** One buffer for all sockets of this process: what comes in is read before the next may come. */
const incoming = Buffer.allocUnsafe(256 * 1024);

export type RawSocket = {
  write(bytes: Buffer): void;
  /** Ends it at once with a reset, so that no port is kept waiting. */
  end(): void;
};

/** Opens a TCP connection. `take` gets every piece that comes, which is only good until it returns. */
export function openRawSocket(
  { host, port }: { host: string; port: number },
  take: (chunk: Buffer) => void,
  onLost: (why: string) => void,
): Promise<RawSocket> {
  return new Promise((resolve, reject) => {
    let ended = false;
    let why = 'closed by the server';
    const socket: Socket = connect({
      host,
      port,
      noDelay: true,
      onread: {
        buffer: incoming,
        callback(size) {
          if (ended) return true;
          try {
            take(incoming.subarray(0, size));
          } catch (error) {
            why = String(error);
            socket.destroy();
          }
          return true;
        },
      },
    });
    socket.once('connect', () =>
      resolve({
        write: (bytes) => void socket.write(bytes),
        end() {
          ended = true;
          socket.resetAndDestroy();
        },
      }),
    );
    socket.on('error', (error) => (why = error.message));
    socket.once('close', () => {
      if (ended) return;
      reject(new Error(`connection to port ${port}: ${why}`));
      onLost(why);
    });
  });
}
