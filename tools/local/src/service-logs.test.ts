import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { keepServiceLogs } from './service-logs.ts';
import { temporaryFolder } from './temporary-folder.ts';

test('every line is kept, and only warnings are shown, in words, once', async () => {
  await using folder = temporaryFolder();
  const shown: string[] = [];
  const logs = keepServiceLogs(folder.path, (line) => shown.push(line));
  const refused = { level: 40, msg: 'a connection broke', err: { message: 'connect\n  refused' } };
  const lines = [
    JSON.stringify({ level: 30, msg: 'worker started' }),
    JSON.stringify(refused),
    JSON.stringify({ ...refused, time: 2 }),
    JSON.stringify({ level: 60, msg: 'nobody caught this' }),
    'not JSON',
    '{ not JSON either',
  ];
  for (const line of lines) logs.take('worker', line);
  await logs.close();
  expect(shown).toEqual([
    '[worker] warning: a connection broke: connect refused',
    '[worker] error: nobody caught this',
  ]);
  expect(readFileSync(path.join(folder.path, 'worker.log'), 'utf8')).toBe(`${lines.join('\n')}\n`);
});
