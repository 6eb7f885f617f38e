import type { Webhook } from '@lastpair/contracts';
import { Ago } from '../../time/ago.tsx';

/** Where alerts go and what became of the last ones. */
export function WebhookState({ webhook }: { webhook: Webhook }) {
  const { url, source, waiting, dead, lastDeliveredAt, lastError } = webhook;
  if (url === null) return <p className="font-semibold">Alerts are sent nowhere.</p>;
  const facts: [label: string, value: number][] = [
    ['Waiting', waiting],
    ['Given up', dead],
  ];
  return (
    <div className="grid gap-2 text-sm">
      <p className="label font-semibold break-all">
        {url}
        {source === 'environment' && <span className="text-quiet"> (set in the environment)</span>}
      </p>
      <dl className="flex flex-wrap gap-x-6 tabular-nums">
        {facts.map(([label, value]) => (
          <div key={label} className="flex gap-1.5">
            <dt className="text-quiet">{label}</dt>
            <dd className="font-semibold">{value}</dd>
          </div>
        ))}
        <div className="flex gap-1.5">
          <dt className="text-quiet">Last delivered</dt>
          <dd>{lastDeliveredAt === null ? 'never' : <Ago at={lastDeliveredAt} />}</dd>
        </div>
      </dl>
      {lastError !== null && (
        <p className="font-medium break-words text-bad">Last trouble: {lastError}</p>
      )}
    </div>
  );
}
