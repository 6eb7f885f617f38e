import type { Room } from '@lastpair/contracts';
import { Link } from 'wouter';
import { Countdown } from '../time/countdown.tsx';
import { bagInWords } from './bag-words.ts';
import { Nothing } from './nothing.tsx';

/** Who is shopping, what they have in their bags, here and in other drops, and how far they are. */
export function Bags({ bags, dropId }: { bags: Room['bags']; dropId: string }) {
  if (bags.length === 0) return <Nothing text="Nobody has a pair in the bag." />;
  return (
    <div className="max-h-80 overflow-auto" tabIndex={0} role="region" aria-label="Live bags">
      <ul className="grid gap-x-8 text-sm lg:grid-cols-2">
        {bags.map((bag) => (
          <li
            key={bag.shopperId}
            className="grid content-start gap-1 border-t border-line py-2"
            data-testid="live-bag"
          >
            <p className="flex items-baseline gap-3">
              <span className="min-w-0 truncate font-semibold">{bag.name}</span>
              {bag.orderId ? (
                <Link
                  href={`/merchant/orders/${bag.orderId}`}
                  className="flex-none underline underline-offset-4"
                >
                  {bagInWords(bag)}
                </Link>
              ) : (
                <span className="flex-none text-quiet">{bagInWords(bag)}</span>
              )}
            </p>
            <p className="flex flex-wrap gap-1.5">
              {bag.pairs.map(({ reservationId, size, status, expiresAt, ...pair }) => (
                <span
                  key={reservationId}
                  className={`rounded-full px-2.5 py-0.5 tabular-nums ${
                    status === 'paying' ? 'bg-wait-wash text-wait' : 'bg-wash'
                  }`}
                >
                  <span className="font-semibold">{size}</span>
                  {pair.dropId !== dropId && ' of another drop'} · <Countdown until={expiresAt} />
                </span>
              ))}
            </p>
          </li>
        ))}
      </ul>
    </div>
  );
}
