import type { Logger } from '@lastpair/runtime';
import { TRPCError } from '@trpc/server';

/** Logs an error unless it is one that the caller brought about. */
export function logUnexpected(logger: Logger, error: unknown): void {
  if (error instanceof TRPCError && error.code !== 'INTERNAL_SERVER_ERROR') return;
  logger.error({ err: error instanceof TRPCError ? (error.cause ?? error) : error }, 'unexpected');
}
