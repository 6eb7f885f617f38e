import { LANE_COUNT, laneOf } from '@lastpair/contracts';
import type { Command, LaneJob, News, Presence } from '@lastpair/contracts';
import type { JobsOptions } from 'bullmq';
import { NEWS_CHANNEL, PRESENCE_CHANNEL, SESSION_CHANNEL } from './backend.ts';
import type { LaneHandler, LaneQueue, LaneWorker } from './backend.ts';
import { openDeskRoad } from './desk/desk-road.ts';
import type { DeskRoad } from './desk/desk-road.ts';
import { openPostgresBackend } from './postgres-backend.ts';
import { openRedisBackend } from './redis-backend.ts';

/** Everything between door and hand: lanes for commands, ticks for the clock, news for the way back. */
export type Road = {
  backend: 'redis' | 'postgres';
  /** Hands commands of one drop over as one job. Rejects within seconds when the queue can't take it. */
  send(dropId: string, commands: Command[]): Promise<void>;
  /** Makes the worker look at a drop's clock after `delayMs`. The same `name` is not put in line twice. */
  tick(dropId: string, name: string, delayMs: number): Promise<void>;
  /** Works a lane: up to LANE_CONCURRENCY jobs at once, taken in order of arrival. */
  work(lane: number, handler: LaneHandler): LaneWorker;
  publish(news: News): Promise<void>;
  /** Hears all news from now on, wherever it is published. Gives the function that ends it. */
  listen(listener: (news: News) => void): Promise<() => Promise<void>>;
  /** Tells all processes who looks at what through this one, and hears of the others. */
  publishPresence(presence: Presence): Promise<void>;
  listenPresence(listener: (presence: Presence) => void): Promise<() => Promise<void>>;
  /** The inventory desk's own queues. */
  desk: DeskRoad;
  /** Tells all processes that a session has ended, by a key that opens nothing. */
  publishSessionEnd(key: string): Promise<void>;
  listenSessionEnds(listener: (key: string) => void): Promise<() => Promise<void>>;
  /** The lanes, for the board. */
  queues: LaneQueue[];
  /** Jobs that nobody has taken yet, in one lane or in all. */
  countWaiting(lane?: number): Promise<number>;
  ping(): Promise<void>;
  close(): Promise<void>;
};

export type RoadOptions = {
  /** Redis, if there is one; else the lanes are tables beside the truth. */
  redisUrl?: string | undefined;
  databaseUrl: string;
  onError: (error: Error) => void;
};

/**
 * Many at once, because what matters is order in the drop's mailbox, not in the queue: the jobs that wait for
 * a drop's transaction become the next one.
 */
const LANE_CONCURRENCY = 50;

const COMMANDS_JOB: JobsOptions = {
  attempts: 5,
  backoff: { type: 'exponential', delay: 200, jitter: 0.5 },
  removeOnComplete: { age: 3_600, count: 1_000 },
  removeOnFail: { age: 7 * 24 * 3_600, count: 5_000 },
};
/** Leaves no trace, so that the same tick may be asked for again. */
const TICK_JOB: JobsOptions = { attempts: 3, removeOnComplete: true, removeOnFail: true };

/** Postgres takes notifications of at most 8,000 bytes. */
const REPLAYED_PER_NEWS = 100;

/** Opens the road on Redis when a URL for it is given, else on Postgres. The only place that chooses. */
export async function openRoad(options: RoadOptions): Promise<Road> {
  const { redisUrl, databaseUrl, onError } = options;
  const backend = redisUrl
    ? await openRedisBackend({ url: redisUrl, onError })
    : await openPostgresBackend({ url: databaseUrl, onError });

  const queues = Array.from(
    { length: LANE_COUNT },
    (_, lane) => backend.openQueue(nameOf(lane), { defaultJobOptions: COMMANDS_JOB }) as LaneQueue,
  );
  const desk = openDeskRoad(backend);
  const queueOf = (dropId: string): LaneQueue => queues[laneOf(dropId)]!;
  const job = (dropId: string, commands: Command[], tick: boolean): LaneJob => ({
    version: 1,
    dropId,
    commands,
    tick,
  });

  return {
    backend: backend.name,
    async send(dropId, commands) {
      await queueOf(dropId).add('commands', job(dropId, commands, false));
    },
    async tick(dropId, name, delayMs) {
      await queueOf(dropId).add('tick', job(dropId, [], true), {
        ...TICK_JOB,
        jobId: `${name}-${dropId}`,
        delay: Math.max(0, Math.ceil(delayMs)),
      });
    },
    work: (lane, handler) =>
      backend.openWorker(nameOf(lane), handler, {
        concurrency: LANE_CONCURRENCY,
        // Whatever should have woken an idle worker and did not, it looks by itself once a second.
        drainDelay: 1,
        lockDuration: 5_000,
        stalledInterval: 1_000,
        maxStalledCount: 10,
      }),
    async publish({ dropId, seq, replayed = [] }) {
      await backend.publish(NEWS_CHANNEL, JSON.stringify({ dropId, seq }));
      for (let at = 0; at < replayed.length; at += REPLAYED_PER_NEWS) {
        const some = replayed.slice(at, at + REPLAYED_PER_NEWS);
        await backend.publish(NEWS_CHANNEL, JSON.stringify({ dropId, seq, replayed: some }));
      }
    },
    listen: (listener) =>
      backend.subscribe(NEWS_CHANNEL, (message) => listener(JSON.parse(message) as News)),
    publishPresence: (presence) => backend.publish(PRESENCE_CHANNEL, JSON.stringify(presence)),
    listenPresence: (listener) =>
      backend.subscribe(PRESENCE_CHANNEL, (message) => listener(JSON.parse(message) as Presence)),
    desk,
    publishSessionEnd: (key) => backend.publish(SESSION_CHANNEL, key),
    listenSessionEnds: (listener) => backend.subscribe(SESSION_CHANNEL, listener),
    queues,
    async countWaiting(lane) {
      const asked = lane === undefined ? queues : queues.slice(lane, lane + 1);
      const counts = await Promise.all(asked.map((queue) => queue.getWaitingCount()));
      return counts.reduce((sum, count) => sum + count, 0);
    },
    ping: () => backend.ping(),
    async close() {
      await Promise.all([...queues.map((queue) => queue.close()), desk.close()]);
      await backend.close();
    },
  };
}

const nameOf = (lane: number): string => `lane-${lane}`;
