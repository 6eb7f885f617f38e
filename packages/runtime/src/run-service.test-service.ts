import { createLogger, runService } from './run-service.ts';

// A service that always has something to say, and that may be told not to come to an end when it is asked to stop, or that what it
// needs is busy or broken.
const [how, stopWithinMs] = process.argv.slice(2);
const start = async () => {
  if (how === 'busy' || how === 'broken') throw new Error(how);
  const logger = createLogger('talker', 'info');
  setInterval(() => logger.warn('x'.repeat(1_000)), 1);
  const stop = (): Promise<void> =>
    how === 'stubborn' ? new Promise(() => {}) : Promise.resolve();
  return { logger, service: { stop, ...(stopWithinMs && { stopWithinMs: Number(stopWithinMs) }) } };
};
await runService('talker', start, (error) => error instanceof Error && error.message === 'busy');
