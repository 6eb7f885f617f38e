import { randomBytes } from 'node:crypto';
import { Client } from 'pg';
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
  const client = new Client({ connectionString: url.href });
  await client.connect();
  client.on('error', () => {});
  return {
    url: url.href,
    query: async (text, values) => (await client.query(text, values)).rows,
    async [Symbol.asyncDispose]() {
      await client.end();
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
