import { Worker } from 'bullmq';
import { Redis } from 'ioredis';
import { reserveAtomically } from './atomic-statement.ts';
import { CHANNEL, QUEUE } from './job-channel.ts';
import type { Job, Told } from './job-channel.ts';
import { JOBS_AT_ONCE, REDIS_URL, openPool } from './serve.ts';

// B4 and B6, the hand: one transaction for each job. B4 has more jobs at once than connections, so that neither waits for the
// other; B6 has one, and so keeps the order in which commands came.

const pool = openPool();
const teller = new Redis(REDIS_URL);
const worker = new Worker<Job>(
  QUEUE,
  async ({ data: { asker, ...ask } }) => {
    const answer = await reserveAtomically(pool, ask);
    const told: Told = { commandId: ask.commandId, answer };
    await teller.publish(`${CHANNEL}:${asker}`, JSON.stringify(told));
  },
  { connection: new Redis(REDIS_URL, { maxRetriesPerRequest: null }), concurrency: JOBS_AT_ONCE },
);
await worker.waitUntilReady();
process.send?.('ready');
process.once('disconnect', () => process.exit(0));
process.once('SIGTERM', () => process.exit(0));
