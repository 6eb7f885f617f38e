import type { View } from '@lastpair/contracts';
import { HoldCard } from '../bag/hold-card.tsx';
import { PayingCards } from '../bag/paying-cards.tsx';
import { useStockNews } from '../news/use-stock-news.ts';
import { useMyHolds, useMyPaying } from '../server/use-me.ts';
import { SignInForm } from '../shell/sign-in-form.tsx';
import { OutcomeMessage } from '../shopping/outcome-message.tsx';
import { ComingSoon } from './coming-soon.tsx';
import { SizePicker } from './size-picker.tsx';
import { useGlance } from './use-glance.ts';
import { useReserve } from './use-reserve.ts';

const announcements = {
  soon: 'This drop is not open yet.',
  live: 'This drop is open. Pick a size.',
  gone: 'Every pair is held or sold.',
  closed: 'This drop is closed.',
} as const;

/** Where a pair is reserved, held, bought and let go. */
export function ReserveArea({ view }: { view: View }) {
  const glance = useGlance(view);
  const lookAt = useStockNews(view);
  const holds = useMyHolds(view.id);
  const paying = useMyPaying(view.id);
  const { reserve, wantedSize, reserveWanted, forgetWanted } = useReserve(view.id);
  return (
    <div className="grid gap-4 *:empty:hidden">
      <p className="sr-only" role="status">
        {announcements[glance]}
      </p>
      <OutcomeMessage dropId={view.id} />
      <PayingCards paying={paying} />
      {holds.map((reservation) => (
        <HoldCard key={reservation.id} reservation={reservation} />
      ))}
      {wantedSize !== undefined && (
        <div className="tile appear p-5">
          <SignInForm
            title={`Who is it for? Sign in, and size ${wantedSize} goes in line for you.`}
            action="Reserve"
            onSignedIn={reserveWanted}
            onCancel={forgetWanted}
          />
        </div>
      )}
      {glance === 'soon' && <ComingSoon view={view} />}
      {glance === 'closed' && (
        <p className="tile p-5 font-semibold">
          This drop has closed. What is held can still be bought.
        </p>
      )}
      {glance === 'gone' && (
        <p className="text-lg font-semibold">
          No pair is free right now. A held one can come back any moment, and shows here at once.
        </p>
      )}
      {(glance === 'live' || glance === 'gone') && (
        <SizePicker
          dropId={view.id}
          sizes={view.sizes}
          onPick={(size) => {
            lookAt(size);
            reserve(size);
          }}
          onLookAt={lookAt}
        />
      )}
    </div>
  );
}
