import { createLogger, runService } from './run-service.ts';

// A service that always has something to say, and that may be told not to come to an end when it is asked to stop.
const [stubborn, stopWithinMs] = process.argv.slice(2);
await runService('talker', async () => {
  const logger = createLogger('talker', 'info');
  setInterval(() => logger.warn('x'.repeat(1_000)), 1);
  const stop = (): Promise<void> => (stubborn ? new Promise(() => {}) : Promise.resolve());
  return { logger, service: { stop, ...(stopWithinMs && { stopWithinMs: Number(stopWithinMs) }) } };
});
