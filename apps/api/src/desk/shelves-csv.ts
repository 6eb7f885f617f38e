import type { Shopper } from '@lastpair/contracts';
import { shelvesCsv } from '@lastpair/db';
import type { Database } from '@lastpair/db';
import { ApiError } from '../api-error.ts';

/** All shelves as a file, written while it is read, however many they are. */
export function serveShelvesCsv(db: Database, shopper: Shopper | undefined): Response {
  if (!shopper) throw new ApiError('no_session', 'Sign in first.');
  if (shopper.role === 'shopper') {
    throw new ApiError('wrong_role', 'Only the inventory department and merchants may see this.');
  }
  const lines = ReadableStream.from(shelvesCsv(db)).pipeThrough(new TextEncoderStream());
  return new Response(lines, {
    headers: {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': 'attachment; filename="shelves.csv"',
      'cache-control': 'no-store',
    },
  });
}
