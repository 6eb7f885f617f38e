import type { Me } from '@lastpair/contracts';
import { Link } from 'wouter';
import { useMyHolds } from '../server/use-me.ts';
import { SignOutButton } from '../shell/sign-out-button.tsx';
import { OutcomeMessage } from '../shopping/outcome-message.tsx';
import { EndedHolds } from './ended-holds.tsx';
import { HoldCard } from './hold-card.tsx';
import { KeepIt } from './keep-it.tsx';
import { PurchaseRow } from './purchase-row.tsx';

/** What I hold, what I have bought, and what slipped away lately. */
export function Bag({ me }: { me: Me }) {
  const holds = useMyHolds();
  const purchases = me.purchases.toSorted((one, other) =>
    other.purchasedAt.localeCompare(one.purchasedAt),
  );
  return (
    <div className="grid gap-10">
      <section className="grid gap-4" aria-labelledby="holds-title">
        <h2 id="holds-title" className="sr-only">
          Held for you
        </h2>
        <OutcomeMessage />
        <div className="grid gap-4 md:grid-cols-2">
          {holds.map((reservation) => (
            <HoldCard key={reservation.id} reservation={reservation} named />
          ))}
        </div>
        {holds.length === 0 && (
          <p className="tile p-6 text-lg">
            You hold no pair right now.{' '}
            <Link href="/" className="font-semibold underline underline-offset-4">
              See the drops
            </Link>
            .
          </p>
        )}
      </section>
      <section aria-labelledby="purchases-title">
        <h2 id="purchases-title" className="display text-4xl">
          Your pairs
        </h2>
        {purchases.length === 0 && (
          <p className="mt-2 text-quiet">None yet. The first one will stand here.</p>
        )}
        <ul className="mt-4 grid gap-4 sm:grid-cols-2 lg:grid-cols-3" data-testid="purchases">
          {purchases.map((purchase) => (
            <PurchaseRow key={purchase.id} purchase={purchase} />
          ))}
        </ul>
      </section>
      {!me.account && me.shopper.role === 'shopper' && <KeepIt />}
      <EndedHolds reservations={me.reservations} />
      <p className="flex items-center gap-2 text-quiet sm:hidden">
        Signed in as {me.shopper.name}. <SignOutButton />
      </p>
    </div>
  );
}
