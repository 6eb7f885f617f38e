import { armFailpoints, createLogger, runService } from '@lastpair/runtime';
import { readWorkerEnv } from './env.ts';
import { startWorker } from './start-worker.ts';

await runService('worker', async () => {
  const env = readWorkerEnv();
  armFailpoints(env);
  const logger = createLogger('worker', env.LOG_LEVEL);
  return { logger, service: await startWorker(env, logger) };
});
