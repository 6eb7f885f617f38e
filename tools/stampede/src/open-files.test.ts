import { describe, expect, it } from 'vitest';
import { checkOpenFiles } from './open-files.ts';

describe('checkOpenFiles', () => {
  it('says what to do when a crowd needs more connections than the shell allows', () => {
    expect(() => checkOpenFiles(2_000, 1_024)).toThrow(
      /2300 open files.*allows 1024.*ulimit -n 4096/,
    );
  });

  it('lets through what fits, and everything where there is no limit', () => {
    checkOpenFiles(500, 1_024);
    checkOpenFiles(20_000, Infinity);
  });
});
