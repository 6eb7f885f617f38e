import { Client, Pool, types } from 'pg';
import type { PoolConfig } from 'pg';
import type { Socket } from 'node:net';
import { Trip } from './hand/trip.ts';

// Every bigint here is a sequence number, a count or a time in milliseconds, far below 2^53.
types.setTypeParser(types.builtins.INT8, Number);

/**
 * How long a statement may take at the server, and how long its answer may take to come. The server always answers
 * within the first, if only with an error, so silence beyond the second means that the connection leads nowhere.
 */
const STATEMENT_TIMEOUT_MS = 4_000;
const ANSWER_TIMEOUT_MS = 5_000;
const CONNECT_TIMEOUT_MS = 2_000;

export type PoolOptions = {
  /** The most connections at once. */
  poolSize: number;
  /** Shown by Postgres in pg_stat_activity. */
  name: string;
  /** Told of connections that die; the pool replaces them by itself. */
  onError: (error: Error) => void;
  /** Postgres' settings for each session. */
  settings: Record<string, string>;
  Client?: typeof Client;
};

/**
 * Opens a pool of connections to the Postgres at `url` that heals by itself. When a connection is silent all that are as
 * old are ended with it: a machine or firewall that has forgotten one has forgotten them all, and to find that out
 * one by one would take minutes.
 */
export function openPool(url: string, options: PoolOptions): Pool {
  const { onError } = options;
  const settings = { statement_timeout: String(STATEMENT_TIMEOUT_MS), ...options.settings };
  const clients = new Map<Client, number>();
  const endSilent = (since: number): void => {
    for (const [client, connectedAt] of clients)
      if (connectedAt < since) streamOf(client).destroy();
  };

  const Base = options.Client ?? Client;
  class WatchedClient extends Base {
    override query(...args: unknown[]): never {
      const askedAt = performance.now();
      const answered = (super.query as (...rest: unknown[]) => unknown).apply(this, args);
      const ended = answered instanceof Trip ? answered.ended : answered;
      if (ended instanceof Promise) {
        ended.catch((error: unknown) => isSilence(error) && endSilent(askedAt));
      }
      return answered as never;
    }
  }
  const config: PoolConfig = {
    connectionString: url,
    max: options.poolSize,
    application_name: options.name,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    query_timeout: ANSWER_TIMEOUT_MS,
    keepAlive: true,
    options: Object.entries(settings)
      .map(([name, value]) => `-c ${name}=${value}`)
      .join(' '),
    Client: WatchedClient,
  };
  const pool = new Pool(config);
  pool.on('error', onError);
  pool.on('connect', (client) => {
    const watched = client as unknown as Client;
    clients.set(watched, performance.now());
    // While a client is lent out nobody else listens, and an error without a listener would end the process.
    client.on('error', () => {});
    client.once('end', () => clients.delete(watched));
  });
  pool.on('remove', (client) => clients.delete(client as unknown as Client));
  return pool;
}

const isSilence = (error: unknown): boolean =>
  error instanceof Error && error.message === 'Query read timeout';

/** The socket below, which pg's types keep to themselves. */
const streamOf = (client: object): Socket =>
  (client as { connection: { stream: Socket } }).connection.stream;
