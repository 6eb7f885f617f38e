import { SEARCH_LENGTH, orderStatuses } from '@lastpair/contracts';
import type { OrderStatus } from '@lastpair/contracts';

/** What a merchant looks for in orders. */
export type OrderFilter = { search?: string; status?: OrderStatus };

/** Reads it from the address of the page. What makes no sense is left out. */
export function readFilter(params: URLSearchParams): OrderFilter {
  const search = params.get('search')?.trim().slice(0, SEARCH_LENGTH.max);
  const status = orderStatuses.find((each) => each === params.get('status'));
  return { ...(search && { search }), ...(status && { status }) };
}

/** Where the same orders are to be had as CSV. */
export const csvAddress = (filter: OrderFilter): string => {
  const query = new URLSearchParams(filter).toString();
  return `/api/orders.csv${query && `?${query}`}`;
};
