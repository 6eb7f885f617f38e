import type { View } from '@lastpair/contracts';
import { Link } from 'wouter';
import { useWatchDrop } from '../server/use-watch-drop.ts';
import { Countdown } from '../time/countdown.tsx';
import { DropStatus } from './drop-status.tsx';
import { formatPrice } from './price.ts';
import { Stage } from './stage.tsx';
import { useGlance } from './use-glance.ts';

const invitations = {
  soon: 'Be there when it opens',
  live: 'Pick your size',
  gone: 'Watch for a pair',
  closed: 'Have a look',
} as const;

/** The drop that everybody waits for, as large as the window. */
export function Hero({ view }: { view: View }) {
  useWatchDrop(view.id, true);
  const glance = useGlance(view);
  const { brand, name, colorway, priceCents, currency } = view.product;
  return (
    <section aria-labelledby="hero-name" className="group relative">
      <Stage
        product={view.product}
        className="grid min-h-[37rem] content-between rounded-[2rem] p-5 sm:min-h-136 sm:p-8 lg:min-h-[36rem]"
        shoeClassName="land absolute right-0 bottom-[34%] -z-10 w-full sm:right-[-2%] sm:bottom-[4%] sm:w-[72%] lg:w-[62%]"
      >
        <div className="-z-20 row-start-1 grid gap-2">
          <div className="flex flex-wrap items-center gap-3">
            <DropStatus view={view} />
            <p className="label">{brand}</p>
          </div>
          <h2
            id="hero-name"
            className={`display max-w-[9ch] wrap-break-word ${isLong(name) ? 'text-hero-long' : 'text-hero'}`}
          >
            {name}
          </h2>
        </div>
        <div className="row-start-2 grid justify-items-start gap-3">
          {glance === 'soon' && view.opensAt !== null && (
            <p>
              <span className="label block">Opens in</span>
              <span className="clock text-clock leading-none font-bold">
                <Countdown until={view.opensAt} />
              </span>
            </p>
          )}
          <p className="font-medium">
            {colorway} · {formatPrice(priceCents, currency)}
          </p>
          <Link
            href={`/drops/${view.id}`}
            className="button button-main min-h-13 px-6 text-lg after:absolute after:inset-0 after:rounded-[2rem]"
          >
            {invitations[glance]}
          </Link>
        </div>
      </Stage>
    </section>
  );
}

/** A word that would not fit a phone in the largest letters. */
const isLong = (name: string): boolean => name.split(' ').some((word) => word.length > 9);
