import type { View } from '@lastpair/contracts';
import { Countdown } from '../time/countdown.tsx';
import type { Glance } from './stock.ts';
import { useGlance } from './use-glance.ts';

/** Where a drop stands, in a word or two. */
export function DropStatus({ view }: { view: View }) {
  const glance = useGlance(view);
  return (
    <p className="drop-status" data-testid="drop-status" data-glance={glance}>
      {statusOf(glance, view.opensAt)}
    </p>
  );
}

function statusOf(glance: Glance, opensAt: string | null) {
  switch (glance) {
    case 'soon':
      if (opensAt === null) return 'Coming soon';
      return (
        <>
          Opens in <Countdown until={opensAt} />
        </>
      );
    case 'live':
      return 'Live';
    case 'gone':
      return 'Sold out';
    case 'closed':
      return 'Closed';
  }
}
