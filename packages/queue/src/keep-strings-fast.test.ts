import { once } from 'node:events';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { expect, test } from 'vitest';

test('strings become fast again after ioredis has extended String, and stay so whoever else does', async () => {
  // A thread has strings of its own, which nobody has extended yet.
  const thread = new Worker(join(import.meta.dirname, 'keep-strings-fast.test-thread.ts'));
  const [seen] = await once(thread, 'message');
  expect(seen, 'where ioredis leaves them fast, keepStringsFast is not needed').toEqual({
    atFirst: true,
    withIoredis: false,
    kept: true,
    extendedAgain: true,
  });
});
