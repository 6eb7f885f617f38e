import type { Shopper } from '@lastpair/contracts';
import { alertsCsv, shelvesCsv, transfersCsv } from '@lastpair/db';
import type { Database } from '@lastpair/db';
import { ApiError } from '../api-error.ts';

/** The lists that are to be had as a file, by its name. */
export const csvFiles = {
  'shelves.csv': shelvesCsv,
  'alerts.csv': alertsCsv,
  'transfers.csv': transfersCsv,
} as const;

/** A whole list as a file, written while it is read, however long it is. */
export function serveCsv(
  db: Database,
  name: keyof typeof csvFiles,
  shopper: Shopper | undefined,
): Response {
  if (!shopper) throw new ApiError('no_session', 'Sign in first.');
  if (shopper.role === 'shopper') {
    throw new ApiError('wrong_role', 'Only the inventory department and merchants may see this.');
  }
  const lines = ReadableStream.from(csvFiles[name](db)).pipeThrough(new TextEncoderStream());
  return new Response(lines, {
    headers: {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': `attachment; filename="${name}"`,
      'cache-control': 'no-store',
    },
  });
}
