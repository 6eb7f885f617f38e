import type { MerchantOrder } from '@lastpair/contracts';
import { formatPrice } from '../drop/price.ts';
import { formatInstant } from '../time/format-time.ts';
import { statusWords } from './order-words.ts';

/** What a receipt has to say beside the pairs: number, dates, whose it is, how it was paid and what went back. */
export function OrderFacts({ order }: { order: MerchantOrder }) {
  const { number, status, shopper, placedAt, completedAt, refundedAt, restocked, payment } = order;
  const sum = formatPrice(order.totalCents, order.currency);
  const moneyWentBack = payment.status === 'refunded' && refundedAt;
  const facts: [label: string, value: string | undefined][] = [
    ['Order', number],
    ['For', shopper.name],
    ['State', statusWords[status]],
    ['Placed', formatInstant(placedAt)],
    ['Paid', completedAt && formatInstant(completedAt)],
    ['With', payment.paidWith],
    ['Refunded', moneyWentBack ? `${sum} · ${formatInstant(moneyWentBack)}` : undefined],
    ['Pairs', restocked ? 'On sale again' : undefined],
  ];
  return (
    <dl
      className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-6 gap-y-1 text-sm"
      data-testid="order-facts"
    >
      {facts.map(
        ([label, value]) =>
          value !== undefined && (
            <div key={label} className="col-span-2 grid grid-cols-subgrid">
              <dt className="text-quiet">{label}</dt>
              <dd className="text-right font-medium wrap-break-word">{value}</dd>
            </div>
          ),
      )}
    </dl>
  );
}
