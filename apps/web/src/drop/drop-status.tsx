import type { View } from '@lastpair/contracts';
import { Countdown } from '../time/countdown.tsx';
import type { Glance } from './stock.ts';
import { useGlance } from './use-glance.ts';

const words: Record<Glance, string> = {
  soon: 'Coming soon',
  live: 'Live',
  gone: 'Sold out',
  closed: 'Closed',
};

/** Where a drop stands, in a word or two; `counting` shows the time until it opens, if that is set. */
export function DropStatus({ view, counting = false }: { view: View; counting?: boolean }) {
  const glance = useGlance(view);
  return (
    <p className="drop-status" data-testid="drop-status" data-glance={glance}>
      {glance === 'soon' && counting && view.opensAt !== null ? (
        <span>
          Opens in <Countdown until={view.opensAt} />
        </span>
      ) : (
        words[glance]
      )}
    </p>
  );
}
