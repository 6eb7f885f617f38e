import type { Database } from './connect.ts';
import { readAlerts } from './queries/desk/alerts.ts';
import type { Page } from './queries/desk/page.ts';
import { readAllShelves } from './queries/desk/shelves.ts';
import { readTransfers } from './queries/desk/transfers.ts';

type Cell = string | number | null;

/** What a spreadsheet would take for a formula: https://owasp.org/www-community/attacks/CSV_Injection */
const FORMULA = /^[=+\-@\t\r]/;

/** One line of CSV (RFC 4180). Text that a spreadsheet would run gets a ' before it. */
export function toCsvLine(cells: readonly Cell[]): string {
  const written = cells.map((cell) => {
    if (cell === null) return '';
    if (typeof cell === 'number') return String(cell);
    const safe = FORMULA.test(cell) ? `'${cell}` : cell;
    return `"${safe.replaceAll('"', '""')}"`;
  });
  return `${written.join(',')}\r\n`;
}

/** All shelves as CSV, in pieces of some thousand lines. */
export async function* shelvesCsv(db: Database): AsyncGenerator<string, void, void> {
  yield toCsvLine(['store', 'model', 'inventory', 'at', 'perHour', 'hoursLeft', 'mark']);
  for await (const shelves of readAllShelves(db)) {
    const lines = shelves.map(({ store, model, inventory, at, perHour, hoursLeft, mark }) =>
      toCsvLine([store, model, inventory, at, perHour, hoursLeft, mark]),
    );
    yield lines.join('');
  }
}

const PAGE = 500;

/** All alerts as CSV, newest first. */
export const alertsCsv = (db: Database): AsyncGenerator<string, void, void> =>
  inPages(
    [
      'id',
      'store',
      'model',
      'kind',
      'status',
      'limit',
      'inventory',
      'perHour',
      'hoursLeft',
      'raisedAt',
      'acknowledgedAt',
      'acknowledgedBy',
      'clearedAt',
    ],
    (after) => readAlerts(db, { after, limit: PAGE }),
  );

/** All transfers as CSV, newest first. */
export const transfersCsv = (db: Database): AsyncGenerator<string, void, void> =>
  inPages(
    [
      'id',
      'model',
      'fromStore',
      'toStore',
      'status',
      'requested',
      'sent',
      'received',
      'missing',
      'reason',
      'requestedBy',
      'requestedAt',
      'sentAt',
      'receivedAt',
    ],
    (after) => readTransfers(db, { after, limit: PAGE }),
  );

/** A list that is read by pages, with these of its fields. */
async function* inPages<Field extends string>(
  fields: readonly Field[],
  read: (after: string | undefined) => Promise<Page<Record<Field, Cell>>>,
): AsyncGenerator<string, void, void> {
  yield toCsvLine(fields);
  let after: string | undefined;
  do {
    const { items, next } = await read(after);
    yield items.map((item) => toCsvLine(fields.map((field) => item[field]))).join('');
    after = next ?? undefined;
  } while (after !== undefined);
}
