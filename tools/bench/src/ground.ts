import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startPostgres, startRedis } from '@lastpair/local';
import type { Redis } from '@lastpair/local';
import { Client } from 'pg';

/** Takes a line that a process wrote. */
export type Log = (process: string, line: string) => void;

/** What every system under test stands on. */
export type Ground = {
  postgresPid: number;
  postgresVersion: string;
  /** Makes an empty database in the run's own Postgres and gives its url. */
  createDatabase(name: string): Promise<string>;
  /** Keeps what the processes say. */
  log: Log;
  /** Undefined where there is none. */
  redisServer: string | undefined;
  /** Starts a Redis for one system alone. Rejects where there is no redis-server. */
  startRedis(): Promise<Redis>;
  stop(): Promise<void>;
};

/** Without these a benchmark measures how fast data can be lost. */
const MUST_BE_ON = ['fsync', 'synchronous_commit', 'full_page_writes'] as const;

/** Where Debian puts it. */
const USUAL_REDIS = '/usr/bin/redis-server';

/** Starts a Postgres of its own and looks for a redis-server. Rejects when the Postgres is not safe. */
export async function prepareGround({ log }: { log: Log }): Promise<Ground> {
  await using undo = new AsyncDisposableStack();
  const folder = mkdtempSync(path.join(tmpdir(), 'lastpair-bench-'));
  undo.defer(() => rmSync(folder, { recursive: true, force: true }));
  // Not a folder within it: the user that Postgres runs as could not enter, and its files would go elsewhere and stay.
  const postgres = await startPostgres({ dataDir: folder });
  undo.defer(() => postgres.stop());
  const postgresVersion = await checkSettings(postgres.url);
  const serverPath = [process.env['REDIS_SERVER'], USUAL_REDIS].find(
    (file) => file && existsSync(file),
  );
  const kept = undo.move();
  return {
    postgresPid: postgres.pid,
    postgresVersion,
    log,
    redisServer: serverPath,
    async startRedis() {
      if (!serverPath) throw new Error('there is no redis-server on this machine');
      return startRedis({ serverPath });
    },
    async createDatabase(name) {
      await withClient(postgres.url, async (client) => {
        await client.query(`drop database if exists ${client.escapeIdentifier(name)} with (force)`);
        await client.query(`create database ${client.escapeIdentifier(name)}`);
      });
      const url = new URL(postgres.url);
      url.pathname = `/${name}`;
      return url.href;
    },
    stop: () => kept.disposeAsync(),
  };
}

/** Gives the version. Throws when a setting that makes commits last is off. */
export async function checkSettings(url: string): Promise<string> {
  return withClient(url, async (client) => {
    for (const name of MUST_BE_ON) {
      const { rows } = await client.query<Record<string, string>>(`show ${name}`);
      if (rows[0]?.[name] !== 'on') {
        throw new Error(`${name} is ${rows[0]?.[name]}: what this measured would be worth nothing`);
      }
    }
    const { rows } = await client.query<{ server_version: string }>('show server_version');
    return rows[0]!.server_version;
  });
}

/** Connects, does what is asked and closes the connection. */
export async function withClient<T>(url: string, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
