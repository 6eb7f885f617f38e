import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  chownSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import path from 'node:path';
import { Client } from 'pg';
import { expect, test } from 'vitest';
import { freePort } from './free-port.ts';
import { startPostgres } from './postgres.ts';
import { findPlace } from './postgres-place.ts';
import type { Postgres } from './postgres.ts';
import { identityOf } from './processes.ts';
import { temporaryFolder } from './temporary-folder.ts';
import { waitUntil } from './wait-until.ts';

const isRoot = process.getuid?.() === 0;
const isLinux = process.platform === 'linux';
const LIMIT_MS = 60_000;

/** Starts Postgres for one test. */
async function postgresIn(dataDir: string, log?: string[]): Promise<Postgres & AsyncDisposable> {
  const postgres = await startPostgres({ dataDir, log: (line) => log?.push(line) });
  return { ...postgres, [Symbol.asyncDispose]: () => postgres.stop() };
}

async function query<Row>(url: string, sql: string): Promise<Row[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(sql)).rows as Row[];
  } finally {
    await client.end();
  }
}

const remember = (url: string) =>
  query(url, "create table memory as select 'the last pair' as what");
const recall = (url: string) => query<{ what: string }>(url, 'select what from memory');

/** Starts Postgres in a process of its own, to which anything may happen. */
async function startParent(dataDir: string): Promise<{ pid: number; postgres: Postgres }> {
  const source = `import { startPostgres } from ${JSON.stringify(path.join(import.meta.dirname, 'postgres.ts'))};
    process.send(await startPostgres({ dataDir: ${JSON.stringify(dataDir)} }));
    setInterval(() => {}, 1000);`;
  const parent = spawn(process.execPath, ['--input-type=module', '-e', source], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const [postgres] = (await once(parent, 'message')) as [Postgres];
  return { pid: parent.pid!, postgres };
}

test('what was written is there after a restart', { timeout: LIMIT_MS }, async () => {
  await using folder = temporaryFolder();
  await using first = await postgresIn(folder.path);
  await remember(first.url);
  await first.stop();
  expect(identityOf(first.pid)).toBeUndefined();

  await using second = await postgresIn(folder.path);
  expect(await recall(second.url)).toEqual([{ what: 'the last pair' }]);
});

test('it is as durable as it must be, and closed to strangers', { timeout: LIMIT_MS }, async () => {
  await using folder = temporaryFolder();
  await using postgres = await postgresIn(folder.path);
  const shown = await query(
    postgres.url,
    `select name, setting from pg_settings where name in
      ('fsync', 'synchronous_commit', 'listen_addresses', 'unix_socket_directories', 'server_encoding')
      order by name`,
  );
  expect(shown).toEqual([
    { name: 'fsync', setting: 'on' },
    { name: 'listen_addresses', setting: '127.0.0.1' },
    { name: 'server_encoding', setting: 'UTF8' },
    { name: 'synchronous_commit', setting: 'on' },
    { name: 'unix_socket_directories', setting: '' },
  ]);
  const { password } = new URL(postgres.url);
  await expect(query(postgres.url.replace(password, 'guess'), 'select')).rejects.toThrow(
    'password',
  );
  expect(statSync(path.join(folder.path, 'password')).mode & 0o777).toBe(0o600);
});

test('two living processes never share data', { timeout: LIMIT_MS }, async () => {
  await using folder = temporaryFolder();
  await using postgres = await postgresIn(folder.path);
  await expect(startPostgres({ dataDir: folder.path })).rejects.toThrow('is in use by process');
  expect(await query(postgres.url, 'select 1 as one')).toEqual([{ one: 1 }]);
});

test('a taken port is named', { timeout: LIMIT_MS }, async () => {
  await using folder = temporaryFolder();
  const port = await freePort();
  const server = createServer().listen(port, '127.0.0.1');
  await once(server, 'listening');
  try {
    const start = startPostgres({ dataDir: folder.path, port });
    await expect(start).rejects.toThrow(`port ${port} is taken`);
  } finally {
    server.close();
  }
  await using postgres = await postgresIn(folder.path);
  expect(postgres.port).not.toBe(port);
});

test(
  'it ends when its parent is killed, and the data is intact',
  { timeout: LIMIT_MS },
  async () => {
    await using folder = temporaryFolder();
    const { pid, postgres } = await startParent(folder.path);
    await remember(postgres.url);
    process.kill(pid, 'SIGKILL');
    await waitUntil('the end of Postgres', 10_000, () => !identityOf(postgres.pid));

    await using next = await postgresIn(folder.path);
    expect(await recall(next.url)).toEqual([{ what: 'the last pair' }]);
  },
);

test.runIf(isLinux)(
  'one that outlived its parent is ended by the next start, and the data is intact',
  { timeout: LIMIT_MS },
  async () => {
    await using folder = temporaryFolder();
    const { pid, postgres } = await startParent(folder.path);
    await remember(postgres.url);
    // With its parent goes whoever would have ended it.
    for (const each of [pid, ...childrenOf(pid)]) process.kill(each, 'SIGKILL');
    await waitUntil('the end of the parent', 10_000, () => !identityOf(pid));
    expect(identityOf(postgres.pid)).toBeDefined();

    const log: string[] = [];
    await using next = await postgresIn(folder.path, log);
    expect(log).toContain('Ended a Postgres that an earlier start left running.');
    expect(identityOf(postgres.pid)).toBeUndefined();
    expect(await recall(next.url)).toEqual([{ what: 'the last pair' }]);
  },
);

test(
  'a stale note of its process harms nobody who has that id now',
  { timeout: LIMIT_MS },
  async () => {
    await using folder = temporaryFolder();
    await using first = await postgresIn(folder.path);
    await remember(first.url);
    const note = path.join(first.cluster, 'postmaster.pid');
    const lines = readFileSync(note, 'utf8').split('\n');
    await first.stop();
    const bystander = spawn('sleep', ['600']);
    try {
      writeFileSync(note, [bystander.pid, ...lines.slice(1)].join('\n'));
      await using next = await postgresIn(folder.path);
      expect(await recall(next.url)).toEqual([{ what: 'the last pair' }]);
      expect(bystander.signalCode).toBeNull();
      expect(identityOf(bystander.pid!)).toBeDefined();
    } finally {
      bystander.kill('SIGKILL');
    }
  },
);

test.runIf(isRoot)(
  'root may keep its data where nobody else can go',
  { timeout: LIMIT_MS },
  async () => {
    await using folder = temporaryFolder();
    chmodSync(folder.path, 0o700);
    const dataDir = path.join(folder.path, 'data');
    const log: string[] = [];
    await using first = await postgresIn(dataDir, log);
    const place = path.dirname(first.cluster);
    try {
      expect(place).toMatch(/^\/var\/tmp\/lastpair-[0-9a-f]{16}$/);
      expect(log.join('\n')).toContain(place);
      expect(statSync(place)).toMatchObject({ uid: 0 });
      expect(statSync(place).mode & 0o777).toBe(0o711);
      expect(statSync(first.cluster).uid).toBe(65_534);
      expect(statSync(first.cluster).mode & 0o777).toBe(0o700);
      await remember(first.url);
      await first.stop();

      await using second = await postgresIn(dataDir);
      expect(await recall(second.url)).toEqual([{ what: 'the last pair' }]);
      await second.stop();

      // Whoever removes the data folder means all of it.
      rmSync(dataDir, { recursive: true });
      await using third = await postgresIn(dataDir);
      await expect(recall(third.url)).rejects.toThrow('does not exist');
    } finally {
      await first.stop();
      rmSync(place, { recursive: true });
    }
  },
);

test.runIf(isRoot)('somebody else’s folder in its place is refused', async () => {
  await using folder = temporaryFolder();
  chmodSync(folder.path, 0o700);
  const dataDir = path.join(folder.path, 'data');
  mkdirSync(dataDir);
  // Asking makes it.
  const place = findPlace(dataDir).folder;
  try {
    chownSync(place, 65_534, 65_534);
    await expect(startPostgres({ dataDir })).rejects.toThrow(place);
    rmSync(place, { recursive: true });
    mkdirSync(place);
    chmodSync(place, 0o777);
    await expect(startPostgres({ dataDir })).rejects.toThrow(place);
  } finally {
    rmSync(place, { recursive: true });
  }
});

/** The processes that a process has started and not left. */
function childrenOf(pid: number): number[] {
  return readdirSync(`/proc/${pid}/task`).flatMap((thread) =>
    readFileSync(`/proc/${pid}/task/${thread}/children`, 'utf8')
      .split(' ')
      .filter(Boolean)
      .map(Number),
  );
}
