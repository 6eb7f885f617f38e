import type { View } from '@lastpair/contracts';
import { Ago } from '../time/ago.tsx';

/** Who bought last. */
export function RecentPurchases({ purchases }: { purchases: View['recentPurchases'] }) {
  if (purchases.length === 0) return null;
  return (
    <section aria-labelledby="recent-title">
      <h2 id="recent-title" className="label font-semibold text-quiet">
        Last buyers
      </h2>
      <ol className="mt-1 divide-y divide-line">
        {purchases.map(({ name, size, at }) => (
          <li key={`${at} ${name} ${size}`} className="appear flex items-baseline gap-3 py-2">
            <span className="min-w-0 truncate font-semibold">{name}</span>
            <span className="label flex-none">size {size}</span>
            <span className="ml-auto flex-none text-sm">
              <Ago at={at} />
            </span>
          </li>
        ))}
      </ol>
    </section>
  );
}
