import { PlainError } from './plain-error.ts';

/** What the process needs besides the shoppers: its own files, and connections for everything else. */
const RESERVE = 300;

type UserLimits = { userLimits?: { open_files?: { soft?: number | string } } };

/** How many files and sockets this process may have open; Infinity where there is no such limit. */
export function openFilesLimit(): number {
  const { userLimits } = process.report.getReport() as UserLimits;
  const soft = userLimits?.open_files?.soft;
  return typeof soft === 'number' ? soft : Infinity;
}

/** Throws PlainError when `shoppers` connections are more than `limit` open files allow. */
export function checkOpenFiles(shoppers: number, limit: number = openFilesLimit()): void {
  const needed = shoppers + RESERVE;
  if (needed <= limit) return;
  throw new PlainError(
    `${shoppers} shoppers need about ${needed} open files, and this shell allows ${limit}. ` +
      `Raise it here and where the store runs ("ulimit -n ${2 ** Math.ceil(Math.log2(needed))}"), ` +
      'or send fewer shoppers.',
  );
}
