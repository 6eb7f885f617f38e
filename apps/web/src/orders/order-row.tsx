import type { Order } from '@lastpair/contracts';
import type { ReactNode } from 'react';
import { Link } from 'wouter';
import { formatPrice } from '../drop/price.ts';
import { Stage } from '../drop/stage.tsx';
import { formatInstant } from '../time/format-time.ts';
import { OrderStatusChip } from './order-status-chip.tsx';
import { pairsInWords } from './pairs-in-words.ts';

/** One order in a list, as a way to its page at `href`. */
export function OrderRow({
  order,
  href,
  children,
}: {
  order: Order;
  href: string;
  children?: ReactNode;
}) {
  const { number, status, lines, totalCents, currency, placedAt } = order;
  const [first] = lines;
  return (
    <li
      className="tile relative flex items-center gap-x-4 gap-y-2 max-sm:flex-wrap p-3 hover:border-ink sm:p-4"
      data-testid="order-row"
    >
      {first && (
        <Stage
          product={{ ...first, imageUrl: null }}
          className="grid h-14 w-18 flex-none place-items-center rounded-xl sm:h-16 sm:w-22"
          shoeClassName="w-[88%]"
        />
      )}
      <div className="grid min-w-0 flex-1 gap-0.5">
        <p className="line-clamp-2 font-semibold">
          <Link href={href} className="after:absolute after:inset-0 after:rounded-tile">
            {pairsInWords(lines)}
          </Link>
        </p>
        <p className="text-sm text-quiet">
          <span className="clock text-ink">{number}</span>
          {' · '}
          <time dateTime={placedAt}>{formatInstant(placedAt)}</time>
          {children}
        </p>
      </div>
      <div className="flex flex-none items-center justify-between gap-1 max-sm:w-full sm:flex-col sm:items-end">
        <span className="clock font-bold">{formatPrice(totalCents, currency)}</span>
        <OrderStatusChip status={status} />
      </div>
    </li>
  );
}
