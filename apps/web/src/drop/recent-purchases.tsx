import type { View } from '@lastpair/contracts';
import { formatAgo } from '../time/format-time.ts';
import { useServerTime } from '../time/use-server-time.ts';

/** Who bought last. */
export function RecentPurchases({ purchases }: { purchases: View['recentPurchases'] }) {
  if (purchases.length === 0) return null;
  return (
    <section className="recent" aria-labelledby="recent-title">
      <h2 id="recent-title">Last buyers</h2>
      <ol>
        {purchases.map(({ name, size, at }) => (
          <li key={`${at} ${name} ${size}`}>
            <span className="recent-name">{name}</span>
            <span>size {size}</span>
            <Ago at={at} />
          </li>
        ))}
      </ol>
    </section>
  );
}

function Ago({ at }: { at: string }) {
  const boughtAt = Date.parse(at);
  const ago = useServerTime((now) => formatAgo(now - boughtAt));
  return (
    <time className="quiet" dateTime={at}>
      {ago}
    </time>
  );
}
