import { fork } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import path from 'node:path';
import { expect, test } from 'vitest';
import { identityOf } from './processes.ts';
import { startRedis } from './redis.ts';
import type { Redis } from './redis.ts';
import { temporaryFolder } from './temporary-folder.ts';
import { waitUntil } from './wait-until.ts';

const LIMIT_MS = 30_000;
const serverPath = [
  process.env['REDIS_SERVER'],
  '/usr/bin/redis-server',
  '/usr/local/bin/redis-server',
]
  .filter((file) => file !== undefined)
  .find((file) => existsSync(file));

/** What a Redis answers to one command. */
async function ask(port: number, command: string): Promise<string> {
  const socket = connect(port, '127.0.0.1', () => socket.write(`${command}\r\n`));
  const [reply] = (await once(socket, 'data')) as [Buffer];
  socket.destroy();
  return reply.toString();
}

test.runIf(serverPath)(
  'a killed Redis comes back empty at its port',
  { timeout: LIMIT_MS },
  async () => {
    const first = await startRedis({ serverPath: serverPath! });
    expect(await ask(first.port, 'CONFIG GET maxmemory-policy')).toContain('noeviction');
    expect(await ask(first.port, 'CONFIG GET hz')).toContain('100');
    await ask(first.port, 'SET shoe held');
    await first.kill();

    const second = await startRedis({ serverPath: serverPath!, port: first.port });
    expect(second.port).toBe(first.port);
    expect(await ask(second.port, 'GET shoe')).toBe('$-1\r\n');
    await second.stop();
    await second.stop();
    expect(identityOf(second.pid)).toBeUndefined();
  },
);

test.runIf(serverPath)('a taken port is named', { timeout: LIMIT_MS }, async () => {
  const redis = await startRedis({ serverPath: serverPath! });
  const second = startRedis({ serverPath: serverPath!, port: redis.port });
  await expect(second).rejects.toThrow('in use');
  await redis.stop();
});

test('a Redis that is not there is a clear error', async () => {
  await expect(startRedis({ serverPath: '/nowhere/redis-server' })).rejects.toThrow(
    '/nowhere/redis-server',
  );
});

test.runIf(serverPath)('it ends when its parent is killed', { timeout: LIMIT_MS }, async () => {
  await using folder = temporaryFolder();
  const entry = path.join(folder.path, 'parent.mjs');
  writeFileSync(
    entry,
    `import { startRedis } from ${JSON.stringify(path.join(import.meta.dirname, 'redis.ts'))};
     process.send(await startRedis({ serverPath: ${JSON.stringify(serverPath)} }));`,
  );
  const parent = fork(entry, {
    execArgv: [],
    // What a killed Redis leaves goes with the test's own folder.
    env: { ...process.env, TMPDIR: folder.path },
  });
  const [redis] = (await once(parent, 'message')) as [Redis];
  expect(identityOf(redis.pid)).toBeDefined();
  parent.kill('SIGKILL');
  await waitUntil('the end of Redis', 10_000, () => !identityOf(redis.pid));
});
