import type { View } from '@lastpair/contracts';
import { Link } from 'wouter';
import { useWatchDrop } from '../server/use-watch-drop.ts';
import { DropStatus } from './drop-status.tsx';
import { formatPrice } from './price.ts';
import { SizeLevels } from './size-levels.tsx';
import { Stage } from './stage.tsx';
import { Swatches } from './swatches.tsx';
import { useGlance } from './use-glance.ts';
import { useOnScreen } from './use-on-screen.ts';

/** One drop on the wall. It is live while it is on screen. */
export function DropCard({ view }: { view: View }) {
  const [element, onScreen] = useOnScreen<HTMLElement>();
  useWatchDrop(view.id, onScreen);
  const glance = useGlance(view);
  const { brand, name, colorway, priceCents, currency } = view.product;
  const faded =
    glance === 'closed' ? 'opacity-60 saturate-50' : glance === 'gone' ? 'opacity-85' : '';
  return (
    <article
      ref={element}
      className="group relative flex h-full flex-col"
      data-testid={`drop-card-${view.id}`}
      data-glance={glance}
    >
      <Stage
        product={view.product}
        className="grid aspect-square place-items-center rounded-tile sm:aspect-5/4"
        shoeClassName={`shoe-on-tile w-[88%] ${faded}`}
      >
        <div className="absolute left-2 top-2 z-10 sm:left-3 sm:top-3">
          <DropStatus view={view} counting />
        </div>
      </Stage>
      <div className="grid grid-cols-1 gap-1 px-1 pt-3">
        <div className="flex items-baseline justify-between gap-2">
          <p className="label truncate text-quiet">{brand}</p>
          <p className="clock font-bold">{formatPrice(priceCents, currency)}</p>
        </div>
        <h2 className="display min-w-0 text-xl wrap-break-word min-[420px]:text-2xl sm:text-3xl">
          <Link
            href={`/drops/${view.id}`}
            className="after:absolute after:inset-0 after:rounded-tile"
          >
            {name}
          </Link>
        </h2>
        <Swatches colorway={colorway} />
        {glance === 'gone' && <p className="text-sm font-semibold">A pair may come back</p>}
        {(glance === 'live' || glance === 'gone') && <SizeLevels sizes={view.sizes} />}
      </div>
    </article>
  );
}
