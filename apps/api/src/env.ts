import {
  databaseUrl,
  envFlag,
  envInteger,
  failpointsEnv,
  logLevel,
  readEnv,
  redisUrl,
} from '@lastpair/runtime';
import { z } from 'zod';

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
    z.array(z.url({ error: 'must be origins such as https://shop.example, separated by commas' })),
  );

/** The api's settings; see .env.example. */
export const readApiEnv = () =>
  readEnv({
    DATABASE_URL: databaseUrl,
    REDIS_URL: redisUrl.optional(),
    LOG_LEVEL: logLevel,
    HOST: z.string().default('0.0.0.0'),
    PORT: envInteger(0, 65_535, 4_000),
    MERCHANT_TOKEN: z.string().min(32, {
      error: 'must have at least 32 characters; make one with: openssl rand -base64 32',
    }),
    INVENTORY_TOKEN: z
      .string()
      .min(32, {
        error: 'must have at least 32 characters; make one with: openssl rand -base64 32',
      })
      .optional(),
    PRIVATE_ADDRESSES: envFlag(false),
    PUBLIC_ORIGINS: origins,
    TRUST_PROXY: envFlag(false),
    GUEST_SIGN_IN: envFlag(false),
    RATE_LIMITS: z.enum(['strict', 'demo'], { error: 'must be strict or demo' }).default('strict'),
    BOARD_UNLOCKED: envFlag(false),
    LINE_MAXIMUM: envInteger(1, 1_000_000, 50_000),
    DRAIN_SECONDS: envInteger(0, 300, 0),
    RECONNECT_SECONDS: envInteger(0, 300, 0),
    WEB_ROOT: z.string().optional(),
    FAILPOINTS: failpointsEnv.FAILPOINTS,
    NODE_ENV: failpointsEnv.NODE_ENV,
  });
export type ApiEnv = ReturnType<typeof readApiEnv>;
