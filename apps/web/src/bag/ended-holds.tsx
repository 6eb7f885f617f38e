import type { Reservation } from '@lastpair/contracts';
import { EndedRow } from './ended-row.tsx';

const SHOWN_AT_MOST = 10;

/** The holds that ended without a purchase, the latest first. */
export function EndedHolds({ reservations }: { reservations: Reservation[] }) {
  const ended = reservations
    .filter(({ status }) => status === 'released' || status === 'expired')
    .toSorted((one, other) => other.expiresAt.localeCompare(one.expiresAt))
    .slice(0, SHOWN_AT_MOST);
  if (ended.length === 0) return null;
  return (
    <section aria-labelledby="ended-title">
      <h2 id="ended-title" className="display text-2xl">
        Not bought
      </h2>
      <ul className="mt-2 divide-y divide-line">
        {ended.map((reservation) => (
          <EndedRow key={reservation.id} reservation={reservation} />
        ))}
      </ul>
    </section>
  );
}
