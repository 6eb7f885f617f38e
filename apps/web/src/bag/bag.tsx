import type { Me } from '@lastpair/contracts';
import { Link } from 'wouter';
import { useMyHolds, useMyPaying } from '../server/use-me.ts';
import { SignOutButton } from '../shell/sign-out-button.tsx';
import { OutcomeMessage } from '../shopping/outcome-message.tsx';
import { CheckOutBar } from './check-out-bar.tsx';
import { EndedHolds } from './ended-holds.tsx';
import { HoldCard } from './hold-card.tsx';
import { KeepIt } from './keep-it.tsx';
import { PayingCards } from './paying-cards.tsx';
import { PurchaseRow } from './purchase-row.tsx';

/** What I hold, what I have bought, and what slipped away lately. */
export function Bag({ me }: { me: Me }) {
  const holds = useMyHolds();
  const paying = useMyPaying();
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
        <PayingCards paying={paying} />
        <div className="grid gap-4 md:grid-cols-2">
          {holds.map((reservation) => (
            <HoldCard key={reservation.id} reservation={reservation} named />
          ))}
        </div>
        {holds.length > 0 && <CheckOutBar holds={holds} />}
        {holds.length === 0 && paying.length === 0 && (
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
        <div className="flex flex-wrap items-baseline justify-between gap-x-6">
          <h2 id="purchases-title" className="display text-4xl">
            Your pairs
          </h2>
          <Link href="/orders" className="py-2 font-semibold underline underline-offset-4">
            Orders and receipts
          </Link>
        </div>
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
