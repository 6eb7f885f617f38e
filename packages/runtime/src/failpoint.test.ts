import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { armFailpoints, failpoint, parseFailpoints } from './failpoint.ts';
import { failpointsEnv, readEnv } from './read-env.ts';

afterEach(() => armFailpoints({}));

test('a failpoint that is not armed does nothing', () => {
  expect(() => failpoint('worker.sweep')).not.toThrow();
});

test('an armed one fails once, and no other does', () => {
  armFailpoints({ FAILPOINTS: parseFailpoints('worker.sweep:throw, api.stream:kill') });
  failpoint('worker.before-lock');
  expect(() => failpoint('worker.sweep')).toThrow('failpoint worker.sweep');
  failpoint('worker.sweep');
});

test('a failure left in a folder happens once, whoever finds it', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'lastpair-failpoints-'));
  try {
    armFailpoints({ FAILPOINTS: parseFailpoints(`folder:${folder}`) });
    failpoint('worker.sweep');
    writeFileSync(path.join(folder, 'worker.sweep'), 'throw');
    failpoint('worker.before-lock');
    expect(() => failpoint('worker.sweep')).toThrow('failpoint');
    failpoint('worker.sweep');
    expect(readdirSync(folder)).toEqual([]);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('what makes no sense is refused at start, and in production everything is', () => {
  const start = (environment: NodeJS.ProcessEnv) =>
    armFailpoints(readEnv(failpointsEnv, environment));
  expect(() => start({ NODE_ENV: 'production' })).not.toThrow();
  expect(() => start({ FAILPOINTS: 'api.stream:throw' })).not.toThrow();
  expect(() => start({ FAILPOINTS: 'nowhere:kill' })).toThrow('FAILPOINTS');
  expect(() => start({ FAILPOINTS: 'api.stream:throw', NODE_ENV: 'production' })).toThrow(
    'production',
  );
});
