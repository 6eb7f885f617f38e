import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { endWithParent } from './end-with-parent.ts';
import { freePort } from './free-port.ts';
import { waitUntil } from './wait-until.ts';

export type Redis = {
  url: string;
  port: number;
  pid: number;
  /** Ends it in an orderly way; nothing that was in it is kept. */
  stop(): Promise<void>;
  /** Ends it as a power cut would; start another at the same port to see it come back empty. */
  kill(): Promise<void>;
};

const START_LIMIT_MS = 10_000;
/** Somebody else may take a free port before Redis does. */
const PORT_ATTEMPTS = 3;

/**
 * Starts a Redis that keeps nothing, on the loopback address only, from the redis-server at `serverPath`. Its port is a
 * free one if not given. It ends with this process. Rejects when it does not come up.
 */
export async function startRedis(options: { serverPath: string; port?: number }): Promise<Redis> {
  for (let attempt = 1; ; attempt += 1) {
    const port = options.port ?? (await freePort());
    try {
      return await launch(options.serverPath, port);
    } catch (error) {
      const again =
        !options.port && attempt < PORT_ATTEMPTS && (error as Error).message.includes('in use');
      if (!again) throw error;
    }
  }
}

async function launch(serverPath: string, port: number): Promise<Redis> {
  const folder = mkdtempSync(path.join(tmpdir(), 'lastpair-redis-'));
  const settings = {
    bind: '127.0.0.1',
    port: String(port),
    dir: folder,
    appendonly: 'no',
    save: '',
    'maxmemory-policy': 'noeviction',
    // An idle Redis looks at its clock this often a second, and delayed jobs can't be more punctual than that.
    hz: '100',
  };
  const args = Object.entries(settings).flatMap(([name, value]) => [`--${name}`, value]);
  const child = spawn(serverPath, args, { stdio: ['ignore', 'pipe', 'inherit'], detached: true });
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => (output = (output + chunk.toString()).slice(-2_000)));
  let stayAlone = (): void => {};
  const end = async (signal: NodeJS.Signals): Promise<void> => {
    stayAlone();
    child.kill(signal);
    await ended;
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    const [pid] = await Promise.all([pidOf(child), once(child, 'spawn')]);
    stayAlone = endWithParent(pid, 'KILL');
    await waitUntil('Redis', START_LIMIT_MS, () => {
      if (child.exitCode !== null || child.signalCode)
        throw new Error(`Redis did not start: ${output.trim()}`);
      return answers(port, pid);
    });
    const stop = (): Promise<void> => end('SIGTERM');
    return { url: `redis://127.0.0.1:${port}`, port, pid, stop, kill: () => end('SIGKILL') };
  } catch (error) {
    await end('SIGKILL');
    throw error;
  }
}

/** The id of a process that has been spawned; rejects when it could not be. */
async function pidOf(child: ChildProcess): Promise<number> {
  if (child.pid) return child.pid;
  const [error] = (await once(child, 'error')) as [Error];
  throw error;
}

/** Whether what answers at this port is the Redis that runs as `pid`, and not one that was there before. */
function answers(port: number, pid: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => socket.write('INFO server\r\n'));
    const end = (answer: boolean): void => {
      socket.destroy();
      resolve(answer);
    };
    // Less than a kilobyte and a half, from this machine: it comes in one piece, or the next look sees it.
    socket.once('data', (reply: Buffer) => end(reply.toString().includes(`process_id:${pid}\r`)));
    socket.once('error', () => end(false));
    socket.setTimeout(1_000, () => end(false));
  });
}
