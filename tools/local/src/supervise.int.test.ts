import { fork } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { identityOf } from './processes.ts';
import { supervise } from './supervise.ts';
import type { Supervised } from './supervise.ts';
import { temporaryFolder } from './temporary-folder.ts';
import { waitUntil } from './wait-until.ts';

const LIMIT_MS = 30_000;

/** What every service of ours does: says that it is ready, and ends with its parent. */
const WELL_BEHAVED = `
  console.log('hello from ' + process.env.GREETING);
  process.once('disconnect', () => process.exit(0));
  process.once('SIGTERM', () => process.exit(0));
  setInterval(() => {}, 1000);
  process.send('ready');`;

/** Supervises a throw-away service for one test. */
function service(
  folder: string,
  source: string,
): Supervised & AsyncDisposable & { lines: string[] } {
  const entry = path.join(folder, 'service.mjs');
  writeFileSync(entry, source);
  const lines: string[] = [];
  const supervised = supervise({
    name: 'service',
    entry,
    env: { GREETING: 'afar' },
    onLine: (line) => lines.push(line),
  });
  // Not a copy: its process id changes.
  return Object.assign(Object.create(supervised) as Supervised, {
    lines,
    [Symbol.asyncDispose]: () => supervised.stop(),
  });
}

test('a service that is killed comes back', { timeout: LIMIT_MS }, async () => {
  await using folder = temporaryFolder();
  await using supervised = service(folder.path, WELL_BEHAVED);
  await supervised.ready();
  expect(supervised.lines).toEqual(['hello from afar']);
  const first = supervised.pid!;

  supervised.kill('SIGKILL');
  await supervised.ready();
  expect(supervised.restarts).toBe(1);
  expect(supervised.pid).not.toBe(first);
  expect(identityOf(first)).toBeUndefined();
  expect(supervised.lines[1]).toContain('ended with SIGKILL; starts again in 200 ms');
});

test('what a service has compiled is kept for the next start', { timeout: LIMIT_MS }, async () => {
  await using folder = temporaryFolder();
  const source = `import { getCompileCacheDir } from 'node:module';
    console.log(getCompileCacheDir());${WELL_BEHAVED}`;
  await using supervised = service(folder.path, source);
  await supervised.ready();
  expect(supervised.lines[0]).toContain(path.join('node_modules', '.cache', 'node'));
});

test('a service that keeps dying comes back ever more slowly', { timeout: LIMIT_MS }, async () => {
  await using folder = temporaryFolder();
  const source = `process.send('ready', () => process.exit(3));`;
  await using supervised = service(folder.path, source);
  await waitUntil('three restarts', 20_000, () => supervised.restarts >= 3);
  const pauses = supervised.lines.map(
    (line) => /exit|ended with 3; starts again in (\d+)/.exec(line)?.[1],
  );
  expect(pauses.slice(0, 3)).toEqual(['200', '400', '800']);
});

test('a service that can’t start is not started again, and says why', async () => {
  await using folder = temporaryFolder();
  const source = `console.error('the environment is not right'); process.exit(1);`;
  await using supervised = service(folder.path, source);
  await expect(supervised.ready()).rejects.toThrow('the environment is not right');
  await expect(supervised.ready()).rejects.toThrow('service did not start');
  expect(supervised.restarts).toBe(0);
  expect(supervised.pid).toBeUndefined();
});

test('a service that was too early is started again', { timeout: LIMIT_MS }, async () => {
  await using folder = temporaryFolder();
  const mark = path.join(folder.path, 'mark');
  const source = `import { existsSync, writeFileSync } from 'node:fs';
    if (!existsSync('${mark}')) { writeFileSync('${mark}', ''); process.exit(75); }${WELL_BEHAVED}`;
  await using supervised = service(folder.path, source);
  await supervised.ready();
  expect(supervised.restarts).toBe(1);
  expect(supervised.lines[0]).toContain('ended with 75; starts again in 200 ms');
});

test('a stopped service stays stopped', { timeout: LIMIT_MS }, async () => {
  await using folder = temporaryFolder();
  await using supervised = service(folder.path, WELL_BEHAVED);
  await supervised.ready();
  const pid = supervised.pid!;
  await Promise.all([supervised.stop(), supervised.stop()]);
  expect(identityOf(pid)).toBeUndefined();
  expect(supervised.pid).toBeUndefined();
  await expect(supervised.ready()).rejects.toThrow('was stopped');
});

test('no service outlives a parent that is killed', { timeout: LIMIT_MS }, async () => {
  await using folder = temporaryFolder();
  const pidFile = path.join(folder.path, 'pid');
  const entry = path.join(folder.path, 'service.mjs');
  writeFileSync(entry, WELL_BEHAVED);
  const parentEntry = path.join(folder.path, 'parent.mjs');
  writeFileSync(
    parentEntry,
    `import { writeFileSync } from 'node:fs';
     import { supervise } from ${JSON.stringify(path.join(import.meta.dirname, 'supervise.ts'))};
     const service = supervise({ name: 'service', entry: ${JSON.stringify(entry)}, env: {} });
     await service.ready();
     writeFileSync(${JSON.stringify(pidFile)}, String(service.pid));
     process.send('supervising');`,
  );
  const parent = fork(parentEntry, { execArgv: [] });
  await once(parent, 'message');
  const pid = Number(readFileSync(pidFile, 'utf8'));
  expect(identityOf(pid)).toBeDefined();
  parent.kill('SIGKILL');
  await waitUntil('the end of the service', 10_000, () => !identityOf(pid));
});
