import type { AppRouter } from '@lastpair/api';
import { TRPCClientError } from '@trpc/client';

/** What the server said was wrong, or that it said nothing. */
export type Trouble =
  | { kind: 'told'; problem: string; message: string; retryAfterSeconds: number | undefined }
  | { kind: 'unheard' };

/** Reads any error of a call. `unheard`: no answer came, so what was asked may or may not have been done. */
export function troubleOf(error: unknown): Trouble {
  if (!isStoreError(error) || !error.data?.problem) return { kind: 'unheard' };
  const { problem, retryAfterSeconds } = error.data;
  return { kind: 'told', problem, message: error.message, retryAfterSeconds };
}

const isStoreError = (error: unknown): error is TRPCClientError<AppRouter> =>
  error instanceof TRPCClientError;

/** The public code of an error, such as `no_session`; undefined when the server was not heard. */
export function problemOf(error: unknown): string | undefined {
  const trouble = troubleOf(error);
  return trouble.kind === 'told' ? trouble.problem : undefined;
}

/** An error in plain words, with what to do next. */
export function troubleInWords(error: unknown): string {
  const trouble = troubleOf(error);
  if (trouble.kind === 'unheard') return 'The store could not be reached. Check your connection.';
  switch (trouble.problem) {
    case 'too_many_requests':
      return `That was too many clicks at once. Wait ${trouble.retryAfterSeconds ?? 1} s and try again.`;
    case 'overloaded':
      return 'The line is full at the moment and nothing was done. Try again in a few seconds.';
    case 'no_session':
      return 'You are signed out. Sign in and try again.';
    case 'internal':
      return 'Something went wrong on our side. Try again in a moment.';
    default:
      return trouble.message;
  }
}
