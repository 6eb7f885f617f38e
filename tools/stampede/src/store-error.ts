/** The store said no to a request itself, or could not be reached (`status` 0). A refusal is no such error. */
export class StoreError extends Error {
  readonly status: number;
  readonly code: string;
  readonly retryAfterMs: number;

  constructor(status: number, code: string, message: string, retryAfterSeconds?: number) {
    super(message);
    this.status = status;
    this.code = code;
    this.retryAfterMs =
      retryAfterSeconds === undefined ? STANDARD_WAIT_MS : retryAfterSeconds * 1_000;
  }

  /** Whether the same request, sent again later, may well be taken. A command can be: its id makes it one command. */
  get retriable(): boolean {
    return this.status === 0 || this.status === 429 || this.status >= 500;
  }
}

/** How long to wait where the store does not say. */
const STANDARD_WAIT_MS = 500;

/** Any error as a StoreError, so that it can be counted and, perhaps, tried again. */
export const toStoreError = (error: unknown): StoreError =>
  error instanceof StoreError
    ? error
    : new StoreError(0, 'no_connection', error instanceof Error ? error.message : String(error));
