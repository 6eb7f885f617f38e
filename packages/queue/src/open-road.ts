import { COMMANDS_PER_JOB, laneOf } from '@lastpair/contracts';
import type { Command, LaneJob, News, Presence } from '@lastpair/contracts';
import type { JobsOptions, Queue } from 'bullmq';
import { NEWS_CHANNEL, PRESENCE_CHANNEL, SESSION_CHANNEL } from './backend.ts';
import type { LaneHandler, LaneQueue, LaneWorker } from './backend.ts';
import { openDeskRoad } from './desk/desk-road.ts';
import type { DeskRoad } from './desk/desk-road.ts';
import { openOrderRoad } from './order-road.ts';
import type { OrderRoad } from './order-road.ts';
import { openPostgresBackend } from './postgres-backend.ts';
import { openRedisBackend } from './redis-backend.ts';

/** Everything between door and hand: lanes for commands, ticks for the clock, news for the way back. */
export type Road = {
  backend: 'redis' | 'postgres';
  /**
   * Hands commands over, those of each lane in jobs of up to COMMANDS_PER_JOB. Rejects within seconds when the queue can't
   * take one of them.
   */
  send(commands: readonly Command[]): Promise<void>;
  /** Makes the worker look at the clocks of drops after `delayMs`. A lane has one look of the same `name` in line. */
  tick(dropIds: readonly string[], delayMs: number, name?: string): Promise<void>;
  /** Works a lane: up to LANE_CONCURRENCY jobs at once, taken in order of arrival. */
  work(lane: number, handler: LaneHandler): LaneWorker;
  /** Looks at orders and what providers tell, and the dead letters on the board. */
  orders: OrderRoad;
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
  /** For the board: every lane, and what is beside them. */
  queues: Queue[];
  /** Jobs that nobody has taken yet, in one lane or in all. */
  countWaiting(lane?: number): Promise<number>;
  ping(): Promise<void>;
  close(): Promise<void>;
};

export type RoadOptions = {
  /** Redis, if there is one; else the lanes are tables beside the truth. */
  redisUrl?: string | undefined;
  databaseUrl: string;
  /** How many lanes there are: the same in every process. */
  laneCount: number;
  onError: (error: Error) => void;
};

/**
 * Many at once, because what matters is order in the lane's mailbox, not in the queue: the jobs that wait for
 * a transaction become the next one.
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

/** Where messages are short they take at most 8,000 bytes, and a drop with its seq or an id takes up to 75. */
const PER_NEWS = 100;

/** Opens the road on Redis when a URL for it is given, else on Postgres. The only place that chooses. */
export async function openRoad(options: RoadOptions): Promise<Road> {
  const { redisUrl, databaseUrl, laneCount, onError } = options;
  const backend = redisUrl
    ? await openRedisBackend({ url: redisUrl, onError })
    : await openPostgresBackend({ url: databaseUrl, onError });

  const queues: LaneQueue[] = Array.from({ length: laneCount }, (_, lane) =>
    backend.openQueue(nameOf(lane), { defaultJobOptions: COMMANDS_JOB }),
  );
  const desk = openDeskRoad(backend);
  const orders = openOrderRoad(backend);
  const add = async (
    lane: number,
    name: string,
    carried: Omit<LaneJob, 'version'>,
    how?: JobsOptions,
  ): Promise<void> => {
    await queues[lane]!.add(name, { version: 2, ...carried }, how);
  };

  return {
    backend: backend.name,
    async send(commands) {
      for (const [lane, mine] of Map.groupBy(commands, ({ dropId }) => laneOf(dropId, laneCount))) {
        for (const some of partsOf(mine, COMMANDS_PER_JOB)) {
          await add(lane, 'commands', { commands: some, ticks: [] });
        }
      }
    },
    async tick(dropIds, delayMs, name) {
      const delay = Math.max(0, Math.ceil(delayMs));
      const how = { ...TICK_JOB, delay, ...(name !== undefined && { jobId: name }) };
      await Promise.all(
        [...Map.groupBy(dropIds, (dropId) => laneOf(dropId, laneCount))].map(([lane, ticks]) =>
          add(lane, 'tick', { commands: [], ticks }, how),
        ),
      );
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
    async publish(news) {
      for (const message of backend.longMessages ? [news] : shortened(news)) {
        await backend.publish(NEWS_CHANNEL, JSON.stringify(message));
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
    orders,
    queues: [...queues, ...orders.queues, ...desk.queues] as Queue[],
    async countWaiting(lane) {
      const asked = lane === undefined ? queues : queues.slice(lane, lane + 1);
      const counts = await Promise.all(asked.map((queue) => queue.getWaitingCount()));
      return counts.reduce((sum, count) => sum + count, 0);
    },
    ping: () => backend.ping(),
    async close() {
      await Promise.all([...queues, ...orders.queues].map((queue) => queue.close()));
      await desk.close();
      await backend.close();
    },
  };
}

const nameOf = (lane: number): string => `lane-${lane}`;

/** News in short messages: without the rows, which whoever needs them reads. */
const shortened = ({ drops, replayed = [] }: News): News[] => [
  ...partsOf(drops, PER_NEWS).map((some) => ({
    drops: some.map(({ dropId, seq }) => ({ dropId, seq })),
  })),
  ...partsOf(replayed, PER_NEWS).map((some) => ({ drops: [], replayed: some })),
];

/** The same in the same order, at most so many in each part. */
const partsOf = <Item>(all: readonly Item[], most: number): Item[][] =>
  Array.from({ length: Math.ceil(all.length / most) }, (_, part) =>
    all.slice(part * most, (part + 1) * most),
  );
