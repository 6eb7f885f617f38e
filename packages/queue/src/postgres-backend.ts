import { setTimeout as sleep } from 'node:timers/promises';
import { Queue, Worker, createPostgresBackend, runMigrations } from 'bullmq';
import type { PostgresConnection, Processor } from 'bullmq';
import { openPool } from '@lastpair/db';
import { Client } from 'pg';
import type { Backend, BackendOptions } from './backend.ts';

/** Every lane that is worked listens on a connection of its own; the rest is for queries. */
const POOL_SIZE = 24;
const RECONNECT_MS = 250;
/** How often a connection that only listens is asked whether it is still there, and how soon it must say so. */
const HEARTBEAT_MS = 2_000;

/** Lanes and news on Postgres: nothing but the database is needed. About a third as fast as Redis. */
export async function openPostgresBackend({ url, onError }: BackendOptions): Promise<Backend> {
  // BullMQ takes a pool of ours as it is, so the schema it lives in is set here.
  const pool = openPool(url, {
    poolSize: POOL_SIZE,
    name: 'lastpair-queue',
    settings: { search_path: 'bullmq' },
    onError,
  });
  // Every queue and worker adds a listener of its own to the one pool.
  pool.setMaxListeners(0);
  const client = await pool.connect();
  try {
    await runMigrations(client);
  } finally {
    client.release();
  }

  const createBackend = patientBackend(onError);
  return {
    name: 'postgres',
    openQueue(name, options) {
      const queue = new Queue(name, { ...options, connection: pool }, createBackend);
      queue.on('error', onError);
      // The two backends share one API, which the library's types can't say of a queue made with either.
      return queue as unknown as Queue;
    },
    openWorker(name, handler, options) {
      const worker = new Worker(
        name,
        handler as Processor,
        { ...options, connection: pool },
        createBackend,
      );
      worker.on('error', onError);
      return { close: () => worker.close() };
    },
    longMessages: false,
    async publish(channel, message) {
      await pool.query('select pg_notify($1, $2)', [channel, message]);
    },
    subscribe: (channel, listener) => listen(url, channel, listener, onError),
    async ping() {
      await pool.query('select 1');
    },
    async close() {
      await pool.end();
    },
  };
}

/**
 * BullMQ's own backend, but for one thing: when it can't be ready at first, it tries again. BullMQ remembers that failure for as
 * long as the process lives, and whatever is asked of the queue or worker fails.
 */
const patientBackend =
  (onError: (error: Error) => void): typeof createPostgresBackend =>
  (...how) => {
    const backend = createPostgresBackend(...how);
    const { connection } = backend as unknown as { connection: Readiness };
    const tryOnce = connection.waitUntilReady.bind(connection);
    const untilReady = async (): Promise<void> => {
      for (;;) {
        try {
          return await tryOnce();
        } catch (error) {
          if (connection.isClosing) throw error;
          onError(error as Error);
          connection.readyPromise = undefined;
          await sleep(RECONNECT_MS, undefined, { ref: false });
        }
      }
    };
    let ready: Promise<void> | undefined;
    connection.waitUntilReady = () => (ready ??= untilReady());
    return backend;
  };

/** What BullMQ keeps to itself of a connection. */
type Readiness = Pick<PostgresConnection, 'waitUntilReady' | 'isClosing'> & {
  readyPromise: Promise<void> | undefined;
};

/** LISTEN on a connection of its own, made anew whenever it breaks. What was said meanwhile is missed. */
async function listen(
  url: string,
  channel: string,
  listener: (message: string) => void,
  onError: (error: Error) => void,
): Promise<() => Promise<void>> {
  let ended = false;
  let current: Client | undefined;

  const start = async (): Promise<void> => {
    const client = new Client({
      connectionString: url,
      application_name: 'lastpair-news',
      connectionTimeoutMillis: HEARTBEAT_MS,
      query_timeout: HEARTBEAT_MS,
      keepAlive: true,
    });
    let broken = false;
    const giveUp = (error: Error): void => {
      if (broken || ended) return;
      broken = true;
      onError(error);
      client.removeAllListeners('notification');
      void client.end().catch(() => undefined);
      restart();
    };
    client.on('error', giveUp);
    client.on('notification', ({ payload }) => payload && listener(payload));
    await client.connect();
    await client.query(`listen ${client.escapeIdentifier(channel)}`);
    current = client;
    const beat = async (): Promise<void> => {
      while (!broken && !ended) {
        await sleep(HEARTBEAT_MS, undefined, { ref: false });
        await client.query('select 1');
      }
    };
    void beat().catch(giveUp);
  };
  const restart = (): void => {
    if (ended) return;
    setTimeout(() => {
      if (!ended) start().catch((error: Error) => (onError(error), restart()));
    }, RECONNECT_MS);
  };

  await start();
  return async () => {
    ended = true;
    await current?.end();
  };
}
