import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';

const LOOPBACK = '127.0.0.1';

/** Gives a TCP port of this machine that nobody listens on. Somebody else may take it before its user does. */
export const freePort = (): Promise<number> => tryPort(0, LOOPBACK);

/** Whether `port` can be listened on at `host` now. Rejects on anything but a port that is in use. */
export async function isPortFree(port: number, host = LOOPBACK): Promise<boolean> {
  try {
    await tryPort(port, host);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EADDRINUSE') return false;
    throw error;
  }
}

function tryPort(port: number, host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(port, host, () => {
      const taken = (server.address() as AddressInfo).port;
      server.close(() => resolve(taken));
    });
  });
}
