import { paymentEnv } from '@lastpair/payment';
import {
  databaseUrl,
  envInteger,
  failpointsEnv,
  logLevel,
  readEnv,
  redisUrl,
} from '@lastpair/runtime';
import { z } from 'zod';

/** The worker's settings; see .env.example. */
export const readWorkerEnv = () =>
  readEnv({
    DATABASE_URL: databaseUrl,
    REDIS_URL: redisUrl.optional(),
    LOG_LEVEL: logLevel,
    // 0 is any free port; health and metrics are for those who run it, not for shoppers.
    WORKER_PORT: envInteger(0, 65_535, 0),
    ...paymentEnv,
    // Told of dead letters by a POST with JSON.
    ALARM_URL: z
      .url({ protocol: /^https?$/, error: 'must look like https://host/path' })
      .optional(),
    FAILPOINTS: failpointsEnv.FAILPOINTS,
    NODE_ENV: failpointsEnv.NODE_ENV,
  });
