import type { Order } from '@lastpair/contracts';

/** What the merchant alone cares about: what the provider says, why, and the id to look for in the logs. */
export function PaymentFacts({ order: { id, reason, payment } }: { order: Order }) {
  const facts: [label: string, value: string | undefined][] = [
    ['Provider', payment.provider],
    ['Money', payment.status],
    ['Reason', reason?.replaceAll('_', ' ')],
    ['Id', id],
  ];
  return (
    <dl className="grid gap-1 border-t border-line pt-4 text-sm">
      {facts.map(
        ([label, value]) =>
          value && (
            <div key={label} className="flex items-baseline justify-between gap-6">
              <dt className="text-quiet">{label}</dt>
              <dd className="label text-right break-all">{value}</dd>
            </div>
          ),
      )}
    </dl>
  );
}
