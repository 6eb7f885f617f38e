import type { View } from '@lastpair/contracts';
import { PageTitle } from '../shell/page-title.tsx';
import { DropFacts } from './drop-facts.tsx';
import { DropStatus } from './drop-status.tsx';
import { formatPrice } from './price.ts';
import { ProductPicture } from './product-picture.tsx';
import { RecentPurchases } from './recent-purchases.tsx';
import { ReserveArea } from './reserve-area.tsx';

/** Everything there is to see of a drop and to do with it. */
export function DropDetails({ view }: { view: View }) {
  const { brand, name, colorway, priceCents, currency } = view.product;
  return (
    <>
      <PageTitle text={`${brand} ${name}`} />
      <div className="drop">
        <ProductPicture product={view.product} />
        <div className="drop-text">
          <header className="drop-head">
            <DropStatus view={view} />
            <h1>
              <span className="brand">{brand}</span> {name}
            </h1>
            <p className="quiet">{colorway}</p>
            <p className="price">{formatPrice(priceCents, currency)}</p>
          </header>
          <ReserveArea view={view} />
          <DropFacts view={view} />
          <RecentPurchases purchases={view.recentPurchases} />
        </div>
      </div>
    </>
  );
}
