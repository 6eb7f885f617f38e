import { randomBytes } from 'node:crypto';
import { Client, Pool } from 'pg';
import { inject } from 'vitest';

/** A database of its own in the run's Postgres. */
export type TestDatabase = AsyncDisposable & {
  url: string;
  /** Runs SQL as whoever may do anything. */
  query: <Row extends object>(text: string, values?: unknown[]) => Promise<Row[]>;
};

/** Makes an empty database; it is dropped, whoever is connected, when it goes out of scope. */
export async function createDatabase(): Promise<TestDatabase> {
  const postgresUrl = inject('postgresUrl');
  const name = `test_${randomBytes(6).toString('hex')}`;
  await run(postgresUrl, `create database ${name}`);
  const url = new URL(postgresUrl);
  url.pathname = `/${name}`;
  // One connection; what is asked of it at once is asked one after the other.
  const pool = new Pool({ connectionString: url.href, max: 1, idleTimeoutMillis: 0 });
  pool.on('error', () => {});
  return {
    url: url.href,
    query: async (text, values) => (await pool.query(text, values)).rows,
    async [Symbol.asyncDispose]() {
      await pool.end();
      await run(postgresUrl, `drop database if exists ${name} with (force)`);
    },
  };
}

async function run(url: string, statement: string): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
