import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { forEachOf } from './for-each-of.ts';

describe('forEachOf', () => {
  it('does all of it, and never more than so many at a time', async () => {
    const done: number[] = [];
    let now = 0;
    let most = 0;
    await forEachOf(Array.from({ length: 20 }).keys(), 3, async (item) => {
      now += 1;
      most = Math.max(most, now);
      await sleep(1);
      now -= 1;
      done.push(item);
    });
    expect(done.toSorted((one, other) => one - other)).toEqual([
      ...Array.from({ length: 20 }).keys(),
    ]);
    expect(most).toBe(3);
  });

  it('starts nothing more after an error', async () => {
    const begun: number[] = [];
    const work = async (item: number): Promise<void> => {
      begun.push(item);
      if (item === 2) throw new Error('no');
    };
    await expect(forEachOf([1, 2, 3, 4], 1, work)).rejects.toThrow('no');
    expect(begun).toEqual([1, 2]);
  });
});
