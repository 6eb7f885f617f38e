import path from 'node:path';
import { expect, test } from 'vitest';
import { repoRoot } from './repo-root.ts';
import { readStartEnv } from './start-env.ts';

test('nothing needs to be set, and empty counts as not set', () => {
  const standard = {
    port: 4_000,
    host: '127.0.0.1',
    dataDir: path.join(repoRoot, '.lastpair'),
    databaseUrl: undefined,
    redisUrl: undefined,
  };
  expect(readStartEnv({})).toEqual(standard);
  expect(readStartEnv({ PORT: '', HOST: ' ', LASTPAIR_DATA: '', REDIS_URL: '' })).toEqual(standard);
});

test('what is set is taken', () => {
  const env = readStartEnv({ PORT: '4100', LASTPAIR_DATA: '/data', REDIS_URL: 'redis://one:6379' });
  expect(env).toMatchObject({ port: 4_100, dataDir: '/data', redisUrl: 'redis://one:6379' });
});

test('a port that is none is refused by name', () => {
  for (const PORT of ['shop', '-1', '70000', '1.5']) {
    expect(() => readStartEnv({ PORT })).toThrow('PORT must be');
  }
});
