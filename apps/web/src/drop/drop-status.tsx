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

const looks: Record<Glance, string> = {
  soon: 'bg-ink text-paper',
  live: 'bg-card text-ink',
  gone: 'bg-card text-ink',
  closed: 'bg-wash text-quiet',
};

/** Where a drop stands, in a word or two; `counting` shows the time until it opens, if that is set. */
export function DropStatus({ view, counting = false }: { view: View; counting?: boolean }) {
  const glance = useGlance(view);
  return (
    <p
      className={`label inline-flex items-center gap-1.5 rounded-full px-2.5 py-1 font-semibold ${looks[glance]}`}
      data-testid="drop-status"
      data-glance={glance}
    >
      {glance === 'live' && (
        <span className="pulse size-2 rounded-full bg-high" aria-hidden="true" />
      )}
      {glance === 'gone' && <span className="size-2 rounded-full bg-low" aria-hidden="true" />}
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
