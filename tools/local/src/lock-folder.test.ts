import { spawnSync } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { lockFolder } from './lock-folder.ts';
import { identityOf } from './processes.ts';
import { temporaryFolder } from './temporary-folder.ts';

test('a folder has one holder at a time', async () => {
  await using folder = temporaryFolder();
  const unlock = lockFolder(folder.path);
  expect(() => lockFolder(folder.path)).toThrow(`in use by process ${process.pid}`);
  unlock();
  lockFolder(folder.path)();
  expect(existsSync(path.join(folder.path, 'lock'))).toBe(false);
});

test('a dead holder counts for nothing, and neither does another process with its id', async () => {
  await using folder = temporaryFolder();
  const file = path.join(folder.path, 'lock');
  const { pid } = spawnSync('true');
  for (const left of [
    `${pid}\n${identityOf(process.pid)}\n`,
    `${process.pid}\nsomebody else\n`,
    '',
  ]) {
    writeFileSync(file, left);
    lockFolder(folder.path)();
  }
});
