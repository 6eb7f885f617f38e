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
    [
      'without what it needs',
      { MERCHANT_TOKEN: '', DATABASE_URL: '' },
      [/MERCHANT_TOKEN: is not set/, /DATABASE_URL: is not set/],
    ],
    [
      'with a short secret, an origin that has a path, limits that are none',
      { MERCHANT_TOKEN: 'short', PUBLIC_ORIGINS: 'https://shop.example/', RATE_LIMITS: 'off' },
      [/MERCHANT_TOKEN: .*at least 32/, /PUBLIC_ORIGINS: must be origins/, /RATE_LIMITS: must be/],
    ],
    [
      'with a secret that asks to be replaced, and for every origin',
      { MERCHANT_TOKEN: 'please-change-me-to-something-of-your-own', PUBLIC_ORIGINS: '*' },
      [/MERCHANT_TOKEN: .*placeholder/, /PUBLIC_ORIGINS: must be origins/],
    ],
    [
      'with a secret of a single word, and a script for an origin',
      {
        MERCHANT_TOKEN: 'secretsecretsecretsecretsecretsecret',
        PUBLIC_ORIGINS: 'https://a.example,javascript:alert(1)',
      },
      [/MERCHANT_TOKEN: .*placeholder/, /PUBLIC_ORIGINS: must be origins/],
    ],
    [
      'in production with an origin in the open',
      { NODE_ENV: 'production', PUBLIC_ORIGINS: 'https://a.example,http://shop.example' },
      [/http:\/\/shop\.example is not https/],
    ],
    [
      'in production with failpoints',
      { NODE_ENV: 'production', FAILPOINTS: 'api.before-send:kill' },
      [/FAILPOINTS can’t be set in production/],
    ],
  ])('%s', async (_what, env, words) => {
    const said = await start(API, env);
    for (const word of words) expect(said).toMatch(word);
    // And what is wrong with a secret is said without it.
    if ('MERCHANT_TOKEN' in env && env.MERCHANT_TOKEN) {
      expect(said).not.toContain(env.MERCHANT_TOKEN);
    }
  });

  test('the worker in production with failpoints', async () => {
    const said = await start(WORKER, { NODE_ENV: 'production', FAILPOINTS: 'worker.sweep:kill' });
    expect(said).toMatch(/FAILPOINTS can’t be set in production/);
  });
});
