import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { expect, test } from 'vitest';

test('strings become fast again after ioredis has extended String, and stay so whoever else does', async () => {
  // In a process of its own, in which nobody has extended String yet.
  const child = fork(join(import.meta.dirname, 'keep-strings-fast.test-process.ts'), {
    execArgv: [],
  });
  const [seen] = await once(child, 'message');
  expect(seen, 'where ioredis leaves them fast, keepStringsFast is not needed').toEqual({
    atFirst: true,
    withIoredis: false,
    kept: true,
    extendedAgain: true,
  });
});
