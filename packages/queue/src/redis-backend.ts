import { setTimeout as sleep } from 'node:timers/promises';
import { Queue, Worker } from 'bullmq';
import { Redis } from 'ioredis';
import type { RedisOptions } from 'ioredis';
import type { Backend, BackendOptions } from './backend.ts';
import { keepStringsFast } from './keep-strings-fast.ts';

// Also where the lanes are on Postgres: ioredis is loaded all the same.
keepStringsFast();

/** How long a producer waits for a Redis that does not answer before it says so. */
const COMMAND_TIMEOUT_MS = 1_000;
/** Redis answers at once, so whoever asks and hears nothing for this long is cut off and connects anew. */
const SILENT_MS = 3_000;
/** BullMQ waits for work for up to ten seconds. */
const SILENT_WAITING_FOR_WORK_MS = 12_000;
/** A consumer that is closed finishes what it has in hand; with a Redis that does not answer it never would. */
const CLOSE_WITHIN_MS = 3_000;
/** How often a connection that only listens is asked whether it is still there. */
const HEARTBEAT_MS = 2_000;

/** Lanes and news on Redis: the production setting. */
export async function openRedisBackend({ url, onError }: BackendOptions): Promise<Backend> {
  const connect = (options: RedisOptions): Redis => {
    const redis = new Redis(url, withSilence(options, SILENT_MS));
    redis.on('error', onError);
    // The copy that BullMQ makes is the one on which it waits.
    const duplicate = redis.duplicate.bind(redis);
    redis.duplicate = (override?: RedisOptions) =>
      duplicate(withSilence(override ?? {}, SILENT_WAITING_FOR_WORK_MS));
    return redis;
  };
  // A producer must fail soon rather than hang: the door answers people.
  const producer = connect({
    maxRetriesPerRequest: 1,
    commandTimeout: COMMAND_TIMEOUT_MS,
    autoResendUnfulfilledCommands: false,
  });
  const consumers: Redis[] = [];

  return {
    name: 'redis',
    openQueue(name, options) {
      const queue = new Queue(name, {
        ...options,
        connection: producer,
        prefix: prefixOf(name),
        skipWaitingForReady: true,
      });
      queue.on('error', onError);
      return queue;
    },
    openWorker(name, handler, options) {
      // A consumer blocks for work and must never give up waiting for Redis to come back.
      const connection = connect({ maxRetriesPerRequest: null });
      consumers.push(connection);
      const worker = new Worker(name, handler, {
        ...options,
        connection,
        prefix: prefixOf(name),
      });
      worker.on('error', onError);
      return {
        async close() {
          await Promise.race([
            worker.close().catch(onError),
            sleep(CLOSE_WITHIN_MS, undefined, { ref: false }),
          ]);
          connection.disconnect();
        },
      };
    },
    longMessages: true,
    async publish(channel, message) {
      await producer.publish(channel, message);
    },
    async subscribe(channel, listener) {
      const subscriber = connect({ maxRetriesPerRequest: null });
      subscriber.on('message', (_channel, message) => listener(message));
      await subscriber.subscribe(channel);
      const heartbeat = setInterval(() => void subscriber.ping().catch(onError), HEARTBEAT_MS);
      return async () => {
        clearInterval(heartbeat);
        subscriber.disconnect();
      };
    },
    async ping() {
      await producer.ping();
    },
    async close() {
      for (const redis of [producer, ...consumers]) redis.disconnect();
    },
  };
}

/** A hash tag for each queue, so that Redis Cluster spreads them and keeps each in one place. */
const prefixOf = (name: string): string => `{${name}}`;

const withSilence = (options: RedisOptions, socketTimeout: number): RedisOptions => ({
  ...options,
  socketTimeout,
});
