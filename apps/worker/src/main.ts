import { isBusy } from '@lastpair/db';
import { armFailpoints, createLogger, runService } from '@lastpair/runtime';
import { readWorkerEnv } from './env.ts';
import { startWorker } from './start-worker.ts';

const start = async () => {
  const env = readWorkerEnv();
  armFailpoints(env);
  const logger = createLogger('worker', env.LOG_LEVEL);
  return { logger, service: await startWorker(env, logger) };
};
await runService('worker', start, isBusy);
