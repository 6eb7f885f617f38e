import type { DeadLetter, LaneJob } from '@lastpair/contracts';
import type { Job, Queue, QueueOptions, WorkerOptions } from 'bullmq';

/** How a job's commands were answered: how often each answer was given. */
export type LaneResult = { answers: Record<string, number>; decidedBefore: number };

export type LaneQueue = Queue<LaneJob, LaneResult>;

/** A look at an order, or at something the provider told. It carries no truth: what there is to do is in the database. */
export type OrderJob = { version: 1; orderId: string } | { version: 1; eventId: string };
export type OrderQueue = Queue<OrderJob, string>;
/** What the board shows of a dead letter. */
export type DeadLetterQueue = Queue<DeadLetter>;
export type LaneHandler = (job: Job<LaneJob, LaneResult>) => Promise<LaneResult>;

/** What works the jobs of any queue; each queue's own door says what they carry. */
// oxlint-disable-next-line typescript/no-explicit-any
export type JobHandler = (job: Job<any, any, any>) => Promise<unknown>;

/** A running consumer of one lane. */
export type LaneWorker = {
  /** Takes no more jobs, waits for those in hand, and lets go. */
  close(): Promise<void>;
};

/**
 * What carries jobs and news: Redis or Postgres. Both do the same; open-road.ts chooses.
 * Nothing in it is the truth: it may lose, repeat or delay anything.
 */
export type Backend = {
  name: 'redis' | 'postgres';
  /** The queue of this name; whoever opens it says what its jobs are. */
  openQueue(name: string, options: Omit<QueueOptions, 'connection'>): Queue;
  openWorker(
    name: string,
    handler: JobHandler,
    options: Omit<WorkerOptions, 'connection'>,
  ): LaneWorker;
  /** Whether a message may be longer than 8,000 bytes. */
  longMessages: boolean;
  publish(channel: string, message: string): Promise<void>;
  /** Calls `listener` with every message from now on; reconnects by itself. Gives the function that ends it. */
  subscribe(channel: string, listener: (message: string) => void): Promise<() => Promise<void>>;
  /** Rejects when jobs can't be handed over now. */
  ping(): Promise<void>;
  close(): Promise<void>;
};

export type BackendOptions = {
  url: string;
  /** Told of everything that goes wrong on a connection; all of them heal by themselves. */
  onError: (error: Error) => void;
};

/**
 * The names of the channels, in both backends. A new form of what one carries is a new name, so that processes of two versions,
 * which meet while one takes the other's place, don't hear what they can't read.
 */
export const NEWS_CHANNEL = 'lastpair_news_2';
export const PRESENCE_CHANNEL = 'lastpair_presence';
export const DESK_CHANNEL = 'lastpair_desk';
export const SESSION_CHANNEL = 'lastpair_sessions';
