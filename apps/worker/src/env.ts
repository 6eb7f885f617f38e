import {
  databaseUrl,
  envInteger,
  envIntegerIfSet,
  failpointsEnv,
  logLevel,
  rateLimits,
  readEnv,
  redisUrl,
} from '@lastpair/runtime';
import { deskEnv } from './desk/desk-env.ts';

/** For real deployments, and for those where one machine plays thousands of shoppers. */
const COOLDOWN_SECONDS = { strict: 30, demo: 0 };

/** The worker's settings; see .env.example. */
export const readWorkerEnv = () => {
  const env = readEnv({
    DATABASE_URL: databaseUrl,
    REDIS_URL: redisUrl.optional(),
    LOG_LEVEL: logLevel,
    RATE_LIMITS: rateLimits,
    LAPSE_COOLDOWN_SECONDS: envIntegerIfSet(0, 3_600),
    // 0 is any free port; health and metrics are for those who run it, not for shoppers.
    WORKER_PORT: envInteger(0, 65_535, 0),
    ...deskEnv,
    FAILPOINTS: failpointsEnv.FAILPOINTS,
    NODE_ENV: failpointsEnv.NODE_ENV,
  });
  return {
    ...env,
    LAPSE_COOLDOWN_SECONDS: env.LAPSE_COOLDOWN_SECONDS ?? COOLDOWN_SECONDS[env.RATE_LIMITS],
  };
};
