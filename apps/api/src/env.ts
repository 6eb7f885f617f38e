import {
  databaseUrl,
  envFlag,
  envInteger,
  envIntegerIfSet,
  failpointsEnv,
  logLevel,
  rateLimits,
  readEnv,
  redisUrl,
} from '@lastpair/runtime';
import { z } from 'zod';

/** What stands in examples and is easily left there: words that ask to be replaced, and the same few letters again. */
const isPlaceholder = (secret: string): boolean =>
  new Set(secret).size < 10 ||
  /(^|[^a-z0-9])(change|changeme|example|placeholder|replace|replaceme|todo|your|x{3,})([^a-z0-9]|$)/i.test(
    secret,
  );

const MAKE_A_SECRET = 'make one with: openssl rand -base64 32';
const staffToken = z
  .string()
  .min(32, { error: `must have at least 32 characters; ${MAKE_A_SECRET}` })
  .refine((token) => !isPlaceholder(token), {
    error: `looks like a placeholder; ${MAKE_A_SECRET}`,
  });

/** An origin as browsers say it: no path, no slash at the end, nothing but http and https. */
const isOrigin = (text: string): boolean =>
  /^https?:/.test(text) && URL.canParse(text) && new URL(text).origin === text;

const isInTheOpen = (origin: string): boolean =>
  origin.startsWith('http:') && !/^http:\/\/(localhost|127\.0\.0\.1)(:|$)/.test(origin);

const origins = z
  .string()
  .default('')
  .transform((list) =>
    list
      .split(',')
      .map((origin) => origin.trim())
      .filter(Boolean),
  )
  .pipe(
    z.array(
      z.string().refine(isOrigin, {
        error: 'must be origins such as https://shop.example, separated by commas',
      }),
    ),
  );

/** For real deployments, and for those where one machine plays thousands of shoppers; 0 is no limit. */
const HOLDS_PER_ADDRESS = { strict: 5, demo: 0 };

/** The api's settings; see .env.example. Throws when any of them is wrong or not safe. */
export const readApiEnv = () => {
  const env = readEnv({
    DATABASE_URL: databaseUrl,
    REDIS_URL: redisUrl.optional(),
    LOG_LEVEL: logLevel,
    HOST: z.string().default('0.0.0.0'),
    PORT: envInteger(0, 65_535, 4_000),
    MERCHANT_TOKEN: staffToken,
    INVENTORY_TOKEN: staffToken.optional(),
    PRIVATE_ADDRESSES: envFlag(false),
    PUBLIC_ORIGINS: origins,
    TRUST_PROXY: envFlag(false),
    GUEST_SIGN_IN: z.enum(['on', 'off'], { error: 'must be on or off' }).optional(),
    SESSION_CHECK_SECONDS: envInteger(1, 3_600, 60),
    RATE_LIMITS: rateLimits,
    HOLDS_PER_ADDRESS: envIntegerIfSet(0, 1_000_000),
    BOARD_UNLOCKED: envFlag(false),
    LINE_MAXIMUM: envInteger(1, 1_000_000, 50_000),
    DRAIN_SECONDS: envInteger(0, 300, 0),
    RECONNECT_SECONDS: envInteger(0, 300, 0),
    WEB_ROOT: z.string().optional(),
    FAILPOINTS: failpointsEnv.FAILPOINTS,
    NODE_ENV: failpointsEnv.NODE_ENV,
  });
  const open = env.PUBLIC_ORIGINS.find(isInTheOpen);
  if (env.NODE_ENV === 'production' && open) {
    throw new Error(`PUBLIC_ORIGINS: ${open} is not https, so sessions would travel in the open`);
  }
  return {
    ...env,
    GUEST_SIGN_IN: env.GUEST_SIGN_IN ?? (env.NODE_ENV === 'production' ? 'off' : 'on'),
    HOLDS_PER_ADDRESS: env.HOLDS_PER_ADDRESS ?? HOLDS_PER_ADDRESS[env.RATE_LIMITS],
  };
};
export type ApiEnv = ReturnType<typeof readApiEnv>;
