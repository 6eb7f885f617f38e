import { expect, test } from 'vitest';
import {
  databaseUrl,
  envFlag,
  envInteger,
  envIntegerIfSet,
  readEnv,
  redisUrl,
} from './read-env.ts';

const shape = {
  DATABASE_URL: databaseUrl,
  REDIS_URL: redisUrl.optional(),
  PORT: envInteger(0, 65_535, 4_000),
  LIMIT: envIntegerIfSet(0, 9),
  OPEN: envFlag(false),
};

test('what is set is read, what is empty counts as not set, and the rest has its standard', () => {
  const env = readEnv(shape, {
    DATABASE_URL: ' postgres://me@localhost/lastpair ',
    REDIS_URL: '',
    OPEN: 'true',
  });
  expect(env).toEqual({
    DATABASE_URL: 'postgres://me@localhost/lastpair',
    PORT: 4_000,
    OPEN: true,
  });
});

test('one message names everything that is wrong', () => {
  const read = () =>
    readEnv(shape, { REDIS_URL: 'http://x', PORT: 'high', LIMIT: '10', OPEN: 'yes' });
  expect(read).toThrow(/DATABASE_URL: is not set/);
  expect(read).toThrow(/REDIS_URL: must look like redis:/);
  expect(read).toThrow(/PORT: must be a whole number from 0 to 65535/);
  expect(read).toThrow(/LIMIT: must be a whole number from 0 to 9/);
  expect(read).toThrow(/OPEN: must be true or false/);
});

test('a secret that is wrong is not repeated in the message', () => {
  expect(() => readEnv({ DATABASE_URL: databaseUrl }, { DATABASE_URL: 'hunter2' })).toThrow(
    expect.not.objectContaining({ message: expect.stringContaining('hunter2') }),
  );
});
