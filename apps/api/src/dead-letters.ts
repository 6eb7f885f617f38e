import type {
  DeadLetter,
  DeadLetterKind,
  DeadLetterPage,
  DeadLetterStatus,
} from '@lastpair/contracts';
import { ApiError } from './api-error.ts';
import type { Context } from './context.ts';

const soon = (): never => {
  throw new ApiError('overloaded', 'Dead letters are not here yet.', { retryAfterSeconds: 1 });
};
export type LetterQuery = {
  status?: DeadLetterStatus | undefined;
  kind?: DeadLetterKind | undefined;
  cursor?: string | undefined;
  limit?: number | undefined;
};
export const listDeadLetters = async (
  _ctx: Context,
  _query: LetterQuery,
): Promise<DeadLetterPage> => soon();
export const readDeadLetter = async (_ctx: Context, _id: string): Promise<DeadLetter> => soon();
export const retryDeadLetter = async (_ctx: Context, _id: string): Promise<DeadLetter> => soon();
export const discardDeadLetter = async (
  _ctx: Context,
  _asked: { letterId: string; reason: string },
): Promise<DeadLetter> => soon();
