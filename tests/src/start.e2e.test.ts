import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { View } from '@lastpair/contracts';
import { freePort } from '@lastpair/local';
import { expect, test } from 'vitest';
import { rest } from './kit/client.ts';
import { until } from './kit/until.ts';

const ROOT = join(import.meta.dirname, '../..');

test('npm start opens a whole store with demo drops; Ctrl-C stops it; a second start finds its data', async () => {
  const data = await mkdtemp(join(tmpdir(), 'lastpair-start-'));
  // To be entered by the user that Postgres runs as; else it would live, and stay, elsewhere.
  await chmod(data, 0o711);
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  try {
    await using first = start(data, port);
    await until('the store', async () => (await rest(url, 'GET', '/api/health')).status === 200);
    const drops = await until('the demo', async () => {
      const list = await listDrops(url);
      return (
        list.length >= 7 &&
        list.some(({ status, opensAt }) => status === 'scheduled' && opensAt) &&
        list
      );
    });
    const address = url.replace('127.0.0.1', 'localhost');
    await until('the address to be said', () => first.output().includes(address));
    const token = (await readFile(join(data, 'merchant-token'), 'utf8')).trim();
    expect(first.output()).toContain(token);

    const available = (drop: View) =>
      drop.sizes.reduce(
        (sum, size) => sum + (size.available ?? (size.level === 'out' ? 0 : 100)),
        0,
      );
    const open = drops.filter(({ status }) => status === 'open');
    expect(open.some((drop) => available(drop) > 10)).toBe(true);
    expect(open.some((drop) => available(drop) === 0)).toBe(true);
    expect(open.some((drop) => available(drop) === 1)).toBe(true);
    const soon = drops.find(({ status, opensAt }) => status === 'scheduled' && opensAt)!;
    const opensIn = Date.parse(soon.opensAt!) - Date.parse(soon.serverTime);
    expect(opensIn).toBeGreaterThan(60_000);
    expect(opensIn).toBeLessThanOrEqual(120_000);
    expect((await fetch(url)).headers.get('content-type')).toContain('text/html');
    expect((await rest(url, 'GET', '/api/health')).body).toMatchObject({ drift: 0 });

    expect(await first.interrupt()).toBe(0);
    await expect(fetch(url)).rejects.toThrow();

    await using second = start(data, port);
    await until('the store', async () => (await rest(url, 'GET', '/api/health')).status === 200);
    const again = await listDrops(url);
    expect(again.map(({ id }) => id)).toEqual(expect.arrayContaining(drops.map(({ id }) => id)));
    expect((await readFile(join(data, 'merchant-token'), 'utf8')).trim()).toBe(token);
    expect(await second.interrupt()).toBe(0);
  } finally {
    await rm(data, { recursive: true, force: true });
  }
});

const listDrops = async (url: string): Promise<View[]> =>
  (await (await fetch(`${url}/api/drops`)).json()) as View[];

/** Runs what `npm start` runs, in a process group of its own, as a terminal would. */
function start(data: string, port: number) {
  const child = spawn('npm', ['start'], {
    cwd: ROOT,
    detached: true,
    env: {
      ...process.env,
      PORT: String(port),
      LASTPAIR_DATA: data,
      DATABASE_URL: '',
      REDIS_URL: '',
    },
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => (output += chunk.toString()));
  }
  const closed = once(child, 'close');
  return {
    output: () => output,
    /** Ctrl-C: the signal goes to the whole group. Gives the exit code. */
    async interrupt(): Promise<number | null> {
      process.kill(-child.pid!, 'SIGINT');
      const [code] = (await closed) as [number | null];
      return code;
    },
    async [Symbol.asyncDispose]() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      process.kill(-child.pid!, 'SIGTERM');
      await closed;
    },
  };
}
