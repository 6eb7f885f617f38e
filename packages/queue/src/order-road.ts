import type { DeadLetter } from '@lastpair/contracts';
import type { Job, JobsOptions, Queue } from 'bullmq';
import type { Backend, DeadLetterQueue, LaneWorker, OrderJob, OrderQueue } from './backend.ts';

/** The ways beside the lanes. All of it are hints or pictures of what the database says, and may be lost. */
export type OrderRoad = {
  /** Makes a worker look at an order now. */
  wake(orderId: string): Promise<void>;
  /** Makes a worker look at what the provider told. */
  tell(eventId: string): Promise<void>;
  work(handler: (job: OrderJob) => Promise<string>): LaneWorker;
  /** Makes the board show these dead letters and no others. */
  showDeadLetters(letters: readonly DeadLetter[]): Promise<void>;
  queues: Queue[];
};

const ORDERS = 'orders';
const DEAD_LETTERS = 'dead-letters';
/** An order mostly waits for others, so that many can be carried on at once. */
const CONCURRENCY = 50;
/** Not tried again: orders that are due are found in the database. */
const JOB: JobsOptions = {
  removeOnComplete: { age: 3_600, count: 1_000 },
  removeOnFail: { age: 7 * 24 * 3_600, count: 1_000 },
};
/** The most letters on the board. The rest is behind `deadLetters.list`. */
export const LETTERS_ON_THE_BOARD = 100;

export function openOrderRoad(backend: Backend): OrderRoad {
  const orders: OrderQueue = backend.openQueue(ORDERS, { defaultJobOptions: JOB });
  const letters: DeadLetterQueue = backend.openQueue(DEAD_LETTERS, {});
  return {
    async wake(orderId) {
      await orders.add('order', { version: 1, orderId });
    },
    async tell(eventId) {
      await orders.add('event', { version: 1, eventId });
    },
    work: (handler) =>
      backend.openWorker(ORDERS, (job: Job<OrderJob>) => handler(job.data), {
        concurrency: CONCURRENCY,
        drainDelay: 1,
      }),
    async showDeadLetters(waiting) {
      const wanted = new Map(waiting.slice(0, LETTERS_ON_THE_BOARD).map((each) => [each.id, each]));
      for (const job of await letters.getWaiting(0, LETTERS_ON_THE_BOARD * 2)) {
        if (!wanted.delete(job.id ?? '')) await job.remove();
      }
      for (const letter of wanted.values()) {
        await letters.add(letter.kind, letter, { jobId: letter.id });
      }
    },
    queues: [orders, letters] as Queue[],
  };
}
