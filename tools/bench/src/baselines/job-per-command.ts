import { randomUUID } from 'node:crypto';
import { Queue } from 'bullmq';
import { Redis } from 'ioredis';
import { createHonoServer } from './hono-app.ts';
import { CHANNEL, QUEUE } from './job-channel.ts';
import type { Job, Told } from './job-channel.ts';
import { REDIS_URL, serveUntilParentEnds } from './serve.ts';
import type { Answer } from './serve.ts';

// B4 and B6, the door: one BullMQ job for each command, and its answer by Redis pub/sub.

const asker = randomUUID();
const waiting = new Map<string, (answer: Answer) => void>();
const queue = new Queue<Job>(QUEUE, {
  connection: new Redis(REDIS_URL, { maxRetriesPerRequest: null }),
  defaultJobOptions: { removeOnComplete: true, removeOnFail: true },
});
const news = new Redis(REDIS_URL);
news.on('message', (_channel, message) => {
  const { commandId, answer } = JSON.parse(message) as Told;
  waiting.get(commandId)?.(answer);
  waiting.delete(commandId);
});
await news.subscribe(`${CHANNEL}:${asker}`);

serveUntilParentEnds(
  createHonoServer((ask) => {
    const answer = new Promise<Answer>((resolve) => waiting.set(ask.commandId, resolve));
    return queue.add('reserve', { ...ask, asker }).then(() => answer);
  }),
);
