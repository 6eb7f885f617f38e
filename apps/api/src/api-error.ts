import { isUnavailable } from '@lastpair/db';
import { TRPCError } from '@trpc/server';

/** Every error the api gives on purpose, by its public `code`, with the tRPC code that sets the HTTP status. */
const kinds = {
  bad_input: 'BAD_REQUEST',
  no_session: 'UNAUTHORIZED',
  wrong_credentials: 'UNAUTHORIZED',
  email_taken: 'CONFLICT',
  wrong_role: 'FORBIDDEN',
  wrong_origin: 'FORBIDDEN',
  unknown_drop: 'NOT_FOUND',
  unknown_reservation: 'NOT_FOUND',
  unknown_command: 'NOT_FOUND',
  unknown_shelf: 'NOT_FOUND',
  unknown_alert: 'NOT_FOUND',
  unknown_threshold: 'NOT_FOUND',
  unknown_transfer: 'NOT_FOUND',
  unknown_tap: 'NOT_FOUND',
  unknown_path: 'NOT_FOUND',
  wrong_method: 'METHOD_NOT_SUPPORTED',
  id_conflict: 'CONFLICT',
  refused: 'CONFLICT',
  too_large: 'PAYLOAD_TOO_LARGE',
  not_json: 'UNSUPPORTED_MEDIA_TYPE',
  too_many_requests: 'TOO_MANY_REQUESTS',
  too_many_holds: 'TOO_MANY_REQUESTS',
  overloaded: 'SERVICE_UNAVAILABLE',
} as const;

export type ApiErrorCode = keyof typeof kinds;

/** An error that is the caller's to know: what it is, in words, and when to try again if that can help. */
export class ApiError extends TRPCError {
  readonly publicCode: string;
  readonly retryAfterSeconds: number | undefined;

  constructor(
    code: ApiErrorCode,
    message: string,
    options: { retryAfterSeconds?: number; reason?: string } = {},
  ) {
    super({ code: kinds[code], message });
    // A refusal in the form of an error carries the reason of the refusal as its code.
    this.publicCode = options.reason ?? code;
    this.retryAfterSeconds = options.retryAfterSeconds;
  }
}

/** What to tell the caller of an error that nobody meant for them: to come back, if the database can't answer now. */
export function forCaller(error: unknown): unknown {
  const cause = error instanceof TRPCError ? error.cause : error;
  return isUnavailable(cause)
    ? new ApiError('overloaded', 'The store can’t answer right now. Try again in a moment.', {
        retryAfterSeconds: 1,
      })
    : error;
}
