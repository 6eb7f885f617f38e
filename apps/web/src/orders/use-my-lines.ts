import type { MerchantOrder } from '@lastpair/contracts';
import { useMe } from '../server/use-me.ts';

/** An order of mine with its pairs as they are now: what is mine is told at once, the order is read now and then. */
export function useMyLines(order: MerchantOrder): MerchantOrder {
  const { me } = useMe();
  const mine = new Map(me?.reservations.map(({ id, status }) => [id, status]));
  const lines = order.lines.map((line) => ({
    ...line,
    status: mine.get(line.reservationId) ?? line.status,
  }));
  return { ...order, lines };
}
