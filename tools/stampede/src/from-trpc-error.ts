import { TRPCClientError } from '@trpc/client';
import { StoreError, toStoreError } from './store-error.ts';

/** What the store's errors carry over tRPC. */
type ErrorData = { httpStatus?: number; problem?: string; retryAfterSeconds?: number };

/** Any error of a tRPC client as a StoreError: what the store said of it, or that there was no connection to say it. */
export function fromTrpcError(error: unknown): StoreError {
  if (!(error instanceof TRPCClientError)) return toStoreError(error);
  const data = error.data as ErrorData | null | undefined;
  if (!data?.httpStatus) return new StoreError(0, 'no_connection', 'the WebSocket was lost');
  const { httpStatus, problem = 'internal', retryAfterSeconds } = data;
  return new StoreError(httpStatus, problem, error.message, retryAfterSeconds);
}
