import type { Me } from '@lastpair/contracts';
import { Link } from 'wouter';
import { useMyHolds } from '../server/use-me.ts';
import { OutcomeMessage } from '../shopping/outcome-message.tsx';
import { EndedRow } from './ended-row.tsx';
import { HoldCard } from './hold-card.tsx';
import { PurchaseRow } from './purchase-row.tsx';

const ENDED_SHOWN = 10;

/** What I hold, what I have bought, and what slipped away lately. */
export function Bag({ me }: { me: Me }) {
  const holds = useMyHolds();
  const purchases = me.purchases.toSorted((one, other) =>
    other.purchasedAt.localeCompare(one.purchasedAt),
  );
  const ended = me.reservations
    .filter(({ status }) => status === 'released' || status === 'expired')
    .toSorted((one, other) => other.expiresAt.localeCompare(one.expiresAt))
    .slice(0, ENDED_SHOWN);
  return (
    <div className="bag">
      <OutcomeMessage />
      {holds.map((reservation) => (
        <HoldCard key={reservation.id} reservation={reservation} named />
      ))}
      {holds.length === 0 && (
        <p>
          You hold no pair right now. <Link href="/">See the drops</Link>.
        </p>
      )}
      <section aria-labelledby="purchases-title">
        <h2 id="purchases-title">Your pairs</h2>
        {purchases.length === 0 && <p className="quiet">None yet.</p>}
        <ul className="rows" data-testid="purchases">
          {purchases.map((purchase) => (
            <PurchaseRow key={purchase.id} purchase={purchase} />
          ))}
        </ul>
      </section>
      {ended.length > 0 && (
        <section aria-labelledby="ended-title">
          <h2 id="ended-title">Not bought</h2>
          <ul className="rows">
            {ended.map((reservation) => (
              <EndedRow key={reservation.id} reservation={reservation} />
            ))}
          </ul>
        </section>
      )}
    </div>
  );
}
