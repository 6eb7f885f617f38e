import type { Command } from '@lastpair/contracts';
import { deriveId } from '@lastpair/db';
import type { LineCommand, OrderState } from '@lastpair/domain';

/** How the pairs of an order are asked for: under whose name, since when, and for how long. */
export type Terms = { payWithinMs: number };

/**
 * The command that an order sends about one of its pairs. Its id follows from the order, the kind and the pair, so that
 * whoever carries the order on sends the same command, and it is decided once.
 */
export function toCommand(
  order: OrderState,
  { line, kind }: LineCommand,
  { payWithinMs }: Terms,
): Command {
  const { dropId, reservationId, size } = line;
  const orderId = order.id;
  const stamped = {
    commandId: deriveId(orderId, `${kind} ${reservationId}`),
    dropId,
    shopperId: order.shopperId,
    receivedAt: order.receivedAt,
  };
  switch (kind) {
    case 'restock':
      return { ...stamped, kind, size, quantity: 1 };
    case 'hold_for_payment':
      return { ...stamped, kind, reservationId, orderId, payWithinMs };
    case 'settle':
    case 'resume':
    case 'reclaim':
    case 'expire':
      return { ...stamped, kind, reservationId, orderId };
  }
}
