import { Id, OrderSearch, OrderStatus } from '@lastpair/contracts';
import type { Shopper } from '@lastpair/contracts';
import type { Database } from '@lastpair/db';
import { z } from 'zod';
import { ApiError } from '../api-error.ts';
import { ordersCsv } from '../orders/orders-csv.ts';

const Query = z.object({
  search: OrderSearch.optional(),
  status: OrderStatus.optional(),
  dropId: Id.optional(),
});

/** Orders as a file for a merchant's spreadsheet. Throws ApiError no_session, wrong_role or bad_input. */
export function serveOrdersCsv(
  db: Database,
  shopper: Shopper | undefined,
  query: (name: string) => string | undefined,
): Response {
  if (!shopper) throw new ApiError('no_session', 'Sign in as the merchant first.');
  if (shopper.role !== 'merchant') throw new ApiError('wrong_role', 'Only a merchant may do this.');
  const filter = Query.safeParse({
    search: query('search'),
    status: query('status'),
    dropId: query('dropId'),
  });
  if (!filter.success) throw new ApiError('bad_input', z.prettifyError(filter.error));
  return new Response(ordersCsv(db, filter.data), {
    headers: {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': 'attachment; filename="orders.csv"',
      'cache-control': 'no-store',
    },
  });
}
