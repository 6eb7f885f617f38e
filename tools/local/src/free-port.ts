import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';

const LOOPBACK = '127.0.0.1';

/** Above those that programs are known by or browsers refuse, and below those that Linux gives to connections that go out. */
const PORTS = [12_000, 32_768] as const;

/**
 * Gives a TCP port of this machine that nobody listens on. No connection will take it before its user does, and hardly
 * another program.
 */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = randomInt(...PORTS);
    if (await isPortFree(port)) return port;
  }
}

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

function tryPort(port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(port, host, () => server.close(() => resolve()));
  });
}
