import { createLogger, runService } from './run-service.ts';

// A service that always has something to say.
await runService('talker', async () => {
  const logger = createLogger('talker', 'info');
  setInterval(() => logger.warn('x'.repeat(1_000)), 1);
  return { logger, service: { stop: async () => {} } };
});
