import type { View } from '@lastpair/contracts';
import { Link } from 'wouter';
import { useWatchDrop } from '../server/use-watch-drop.ts';
import { DropStatus } from './drop-status.tsx';
import { formatPrice } from './price.ts';
import { ProductPicture } from './product-picture.tsx';
import { SizeLevels } from './size-levels.tsx';
import { useGlance } from './use-glance.ts';
import { useOnScreen } from './use-on-screen.ts';

/** One drop in the list. It is live while it is on screen. */
export function DropCard({ view }: { view: View }) {
  const [element, onScreen] = useOnScreen<HTMLElement>();
  useWatchDrop(view.id, onScreen);
  const glance = useGlance(view);
  const { brand, name, colorway, priceCents, currency } = view.product;
  return (
    <article
      ref={element}
      className="drop-card"
      data-testid={`drop-card-${view.id}`}
      data-glance={glance}
    >
      <ProductPicture product={view.product} />
      <div className="drop-card-text">
        <DropStatus view={view} counting />
        <h2>
          <Link href={`/drops/${view.id}`} className="drop-card-link">
            <span className="brand">{brand}</span> {name}
          </Link>
        </h2>
        <p className="quiet">{colorway}</p>
        <p className="price">{formatPrice(priceCents, currency)}</p>
        {(glance === 'live' || glance === 'gone') && <SizeLevels sizes={view.sizes} />}
      </div>
    </article>
  );
}
