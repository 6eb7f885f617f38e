import type { DeskNews, ReadingsJob } from '@lastpair/contracts';
import type { Job, JobsOptions, Queue } from 'bullmq';
import { DESK_CHANNEL } from '../backend.ts';
import type { Backend, LaneWorker } from '../backend.ts';

/** What the desk does at its time: a dump, and keeping the history to its days. */
export type Chore = 'dump' | 'history';

type ReadingsQueue = Queue<ReadingsJob, { applied: number }, 'readings'>;
type CallsQueue = Queue<{ callId: string }, void, 'call'>;
type ChoresQueue = Queue<object, void, Chore>;

/** The desk's own queues, apart from the lanes, so that a flood of readings holds up nobody who shops. */
export type DeskRoad = {
  /** Hands a batch of readings over as one job. Rejects within seconds when the queue can't take it. */
  sendReadings(job: ReadingsJob): Promise<void>;
  workReadings(handler: (job: Job<ReadingsJob>) => Promise<{ applied: number }>): LaneWorker;
  /** Puts a call to the webhook in line, unless it is already. It is tried again after `backoffMs`, twice that, and so on. */
  call(callId: string, retry: { attempts: number; backoffMs: number }): Promise<void>;
  workCalls(handler: (callId: string) => Promise<void>): LaneWorker;
  /** Has a chore done again and again, at a time in the form of cron (UTC), however many processes ask for it. */
  scheduleChore(chore: Chore, pattern: string): Promise<void>;
  /** Ends what scheduleChore began. */
  cancelChore(chore: Chore): Promise<void>;
  /** Puts a chore in line now. */
  doChore(chore: Chore): Promise<void>;
  workChores(handler: (chore: Chore) => Promise<void>): LaneWorker;
  publish(news: DeskNews): Promise<void>;
  listen(listener: (news: DeskNews) => void): Promise<() => Promise<void>>;
  /** For the board. */
  queues: Queue[];
};

/** Few at once: each batch locks many shelves, and one at a time per producer is all there is. */
const READINGS_CONCURRENCY = 2;
const CALLS_CONCURRENCY = 4;

/**
 * A batch is a job of its own name, so that sending it again while it is in line adds nothing; and it leaves no trace,
 * so that it can be done again when nobody heard that it was done.
 */
const READINGS_JOB: JobsOptions = {
  attempts: 5,
  backoff: { type: 'exponential', delay: 200, jitter: 0.5 },
  removeOnComplete: true,
  removeOnFail: true,
};
const CHORE_JOB: JobsOptions = {
  attempts: 5,
  backoff: { type: 'exponential', delay: 2_000 },
  removeOnComplete: { count: 50 },
  removeOnFail: { count: 50 },
};
/** Leaves no trace, so that the outbox may ask for it again. */
const CALL_JOB: JobsOptions = { removeOnComplete: true, removeOnFail: true };

/** As for lanes: a consumer that should have been woken looks by itself, and a dead one's jobs go to others soon. */
const WORKER = { drainDelay: 1, lockDuration: 5_000, stalledInterval: 1_000, maxStalledCount: 10 };
/** A dump of a million shelves takes its time; the lock is renewed meanwhile. */
const CHORES_WORKER = { ...WORKER, lockDuration: 30_000, concurrency: 1 };
const SCHEDULE_ATTEMPTS = 5;
/** https://www.postgresql.org/docs/current/errcodes-appendix.html */
const DEADLOCK = '40P01';

/** Opens the desk's queues on a backend that is open. */
export function openDeskRoad(backend: Backend): DeskRoad & { close(): Promise<void> } {
  const readings = backend.openQueue('readings', {
    defaultJobOptions: READINGS_JOB,
  }) as ReadingsQueue;
  const calls = backend.openQueue('calls', { defaultJobOptions: CALL_JOB }) as CallsQueue;
  const chores = backend.openQueue('chores', { defaultJobOptions: CHORE_JOB }) as ChoresQueue;
  const queues = [readings, calls, chores] as unknown as Queue[];

  return {
    async sendReadings(job) {
      await readings.add('readings', job, { jobId: job.batchId });
    },
    workReadings: (handler) =>
      backend.openWorker('readings', handler as (job: Job) => Promise<unknown>, {
        ...WORKER,
        concurrency: READINGS_CONCURRENCY,
      }),
    async call(callId, { attempts, backoffMs }) {
      const backoff = { type: 'exponential', delay: backoffMs, jitter: 0.2 };
      await calls.add('call', { callId }, { jobId: callId, attempts, backoff });
    },
    workCalls: (handler) =>
      backend.openWorker('calls', (job: Job<{ callId: string }>) => handler(job.data.callId), {
        ...WORKER,
        concurrency: CALLS_CONCURRENCY,
      }),
    async scheduleChore(chore, pattern) {
      const job = { name: chore, opts: CHORE_JOB };
      for (let attempt = 1; ; attempt += 1) {
        try {
          await chores.upsertJobScheduler(chore, { pattern, tz: 'UTC' }, job);
          return;
        } catch (error) {
          const { message, code } = error as Error & { code?: string };
          // Another process asked for the same in the same moment, and has it.
          if (message.includes('job ID already exists')) return;
          // Or both waited for each other until Postgres sent this one away.
          if (code !== DEADLOCK || attempt === SCHEDULE_ATTEMPTS) throw error;
        }
      }
    },
    async cancelChore(chore) {
      await chores.removeJobScheduler(chore);
    },
    async doChore(chore) {
      await chores.add(chore, {});
    },
    workChores: (handler) =>
      backend.openWorker('chores', (job: Job) => handler(job.name as Chore), CHORES_WORKER),
    publish: (news) => backend.publish(DESK_CHANNEL, JSON.stringify(news)),
    listen: (listener) =>
      backend.subscribe(DESK_CHANNEL, (message) => listener(JSON.parse(message) as DeskNews)),
    queues,
    async close() {
      await Promise.all(queues.map((queue) => queue.close()));
    },
  };
}
