import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { createTasks } from './tasks.ts';

describe('createTasks', () => {
  it('is idle when all is done, and what that has started', async () => {
    const tasks = createTasks();
    const done: string[] = [];
    tasks.run(async () => {
      await sleep(5);
      tasks.run(async () => {
        await sleep(5);
        done.push('second');
      });
      done.push('first');
    });
    await tasks.idle();
    expect(done).toEqual(['first', 'second']);
    expect(tasks.count()).toBe(0);
  });

  it('does not hide an error', async () => {
    const tasks = createTasks();
    tasks.run(() => sleep(1_000));
    tasks.run(() => Promise.reject(new Error('a bug')));
    await expect(tasks.idle()).rejects.toThrow('a bug');
  });
});
