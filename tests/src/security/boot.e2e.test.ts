import path from 'node:path';
import { supervise } from '@lastpair/local';
import { describe, expect, test } from 'vitest';

const API = path.join(import.meta.dirname, '../../../apps/api/src/main.ts');
const WORKER = path.join(import.meta.dirname, '../../../apps/worker/src/main.ts');
/** Good settings, whose database is never reached: what is wrong must be said before. */
const GOOD = {
  DATABASE_URL: 'postgres://nobody@127.0.0.1:1/nothing',
  MERCHANT_TOKEN: 'mb0lqX2Z9uRrT4wYp7cVfS1dHkG8jN5e',
  REDIS_URL: '',
  PUBLIC_ORIGINS: '',
  FAILPOINTS: '',
  NODE_ENV: '',
};

const start = async (entry: string, env: Record<string, string>): Promise<string> => {
  const service = supervise({ name: 'service', entry, env: { ...GOOD, ...env } });
  try {
    await service.ready();
    return 'it started';
  } catch (error) {
    return String(error);
  } finally {
    await service.stop();
  }
};

describe.concurrent('a process does not start', () => {
  test.each([
    ['without a secret', { MERCHANT_TOKEN: '' }, /MERCHANT_TOKEN: is not set/],
    ['with a short one', { MERCHANT_TOKEN: 'short' }, /MERCHANT_TOKEN: .*at least 32/],
    [
      'with one that asks to be replaced',
      { MERCHANT_TOKEN: 'please-change-me-to-something-of-your-own' },
      /MERCHANT_TOKEN: .*placeholder/,
    ],
    [
      'with one of a single word',
      { MERCHANT_TOKEN: 'secretsecretsecretsecretsecretsecret' },
      /MERCHANT_TOKEN: .*placeholder/,
    ],
    ['with an origin that is none', { PUBLIC_ORIGINS: 'shop.example' }, /PUBLIC_ORIGINS/],
    ['with an origin that has a path', { PUBLIC_ORIGINS: 'https://shop.example/' }, /PUBLIC_ORIGINS/],
    ['with every origin', { PUBLIC_ORIGINS: '*' }, /PUBLIC_ORIGINS/],
    ['with a script for an origin', { PUBLIC_ORIGINS: 'javascript:alert(1)' }, /PUBLIC_ORIGINS/],
    [
      'in production with an origin in the open',
      { NODE_ENV: 'production', PUBLIC_ORIGINS: 'https://a.example,http://shop.example' },
      /http:\/\/shop\.example is not https/,
    ],
    [
      'in production with failpoints',
      { NODE_ENV: 'production', FAILPOINTS: 'api.before-send:kill' },
      /FAILPOINTS can’t be set in production/,
    ],
    ['without a database', { DATABASE_URL: '' }, /DATABASE_URL: is not set/],
    ['with limits that are none', { RATE_LIMITS: 'off' }, /RATE_LIMITS/],
  ])('%s', async (_what, env, words) => {
    const said = await start(API, env);
    expect(said).toMatch(words);
    // And what is wrong with a secret is said without it.
    if (env.MERCHANT_TOKEN) expect(said).not.toContain(env.MERCHANT_TOKEN);
  });

  test('the worker in production with failpoints', async () => {
    const said = await start(WORKER, { NODE_ENV: 'production', FAILPOINTS: 'worker.sweep:kill' });
    expect(said).toMatch(/FAILPOINTS can’t be set in production/);
  });
});
