import { pino } from 'pino';
import type { Logger } from 'pino';

export type { Logger } from 'pino';

/** What a running service is to whoever runs it: something that can be asked to stop. */
export type Service = {
  stop(): Promise<void>;
  /** How long it may take to finish what it has in hand before it is ended all the same; ten seconds if it does not say. */
  stopWithinMs?: number;
};

const STOP_WITHIN_MS = 10_000;
/** The exit code of a service that could not start now, but may in a moment: EX_TEMPFAIL of sysexits.h. */
export const EXIT_BUSY = 75;

/**
 * JSON lines on standard output. Never give it tokens, names or request bodies.
 *
 * Node's own stream, not pino's faster one: that one tries for ever to write its last lines to a pipe whose
 * reader has died, and a service must be able to end when whoever ran it is gone.
 */
export function createLogger(name: string, level: string): Logger {
  process.stdout.on('error', () => {});
  process.stderr.on('error', () => {});
  return pino({ name, level }, process.stdout);
}

/**
 * Runs a service as this process: starts it, stops it on SIGTERM or SIGINT and on the end of a parent that holds
 * an IPC channel to it, and exits with 1 on a second signal, when stopping takes too long, and on anything nobody caught,
 * because a process in an unknown state must not go on. When it can't start it exits with 1, or with EXIT_BUSY if `isBusy`
 * says of what was in the way that it will pass: whoever runs it may start it again.
 */
export async function runService(
  name: string,
  start: () => Promise<{ service: Service; logger: Logger }>,
  isBusy: (error: unknown) => boolean,
): Promise<void> {
  let started: { service: Service; logger: Logger };
  try {
    started = await start();
  } catch (error) {
    console.error(
      `${name} could not start: ${error instanceof Error ? error.message : String(error)}`,
    );
    if (error instanceof Error && error.cause) console.error(error.cause);
    process.exit(isBusy(error) ? EXIT_BUSY : 1);
  }
  const { service, logger } = started;

  let stopping = false;
  const endNow = (why: string): void => {
    logger.warn({ why }, 'ending at once');
    process.exit(1);
  };
  const stop = async (why: string): Promise<void> => {
    if (stopping) return;
    stopping = true;
    logger.info({ why }, 'stopping');
    setTimeout(() => endNow('it takes too long'), service.stopWithinMs ?? STOP_WITHIN_MS).unref();
    await service.stop().catch((error: unknown) => logger.error({ error }, 'did not stop cleanly'));
    process.exit(0);
  };
  for (const signal of ['SIGTERM', 'SIGINT']) {
    process.on(signal, () => (stopping ? endNow(`a second ${signal}`) : void stop(signal)));
  }
  process.once('disconnect', () => void stop('the parent process ended'));

  const die = (error: unknown): never => {
    logger.fatal({ err: error }, 'nobody caught this');
    process.exit(1);
  };
  process.on('uncaughtException', die);
  process.on('unhandledRejection', die);
  process.send?.('ready');
}
