import { isBusy } from '@lastpair/db';
import { armFailpoints, createLogger, runService } from '@lastpair/runtime';
import { readApiEnv } from './env.ts';
import { startApi } from './start-api.ts';

const start = async () => {
  const env = readApiEnv();
  armFailpoints(env);
  const logger = createLogger('api', env.LOG_LEVEL);
  return { logger, service: await startApi(env, logger) };
};
await runService('api', start, isBusy);
