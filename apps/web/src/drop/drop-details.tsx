import type { View } from '@lastpair/contracts';
import { PageTitle } from '../shell/page-title.tsx';
import { Audience } from './audience.tsx';
import { DropFacts } from './drop-facts.tsx';
import { DropStatus } from './drop-status.tsx';
import { formatPrice } from './price.ts';
import { RecentPurchases } from './recent-purchases.tsx';
import { ReserveArea } from './reserve-area.tsx';
import { Stage } from './stage.tsx';
import { Swatches } from './swatches.tsx';

/** Everything there is to see of a drop and to do with it. */
export function DropDetails({ view }: { view: View }) {
  const { brand, name, colorway, priceCents, currency } = view.product;
  return (
    <>
      <PageTitle text={`${brand} ${name}`} />
      <div className="grid gap-6 lg:grid-cols-[minmax(0,7fr)_minmax(0,6fr)] lg:gap-12">
        <Stage
          product={view.product}
          className="grid aspect-6/5 place-items-center rounded-[2rem] lg:sticky lg:top-22 lg:aspect-auto lg:h-[min(44rem,calc(100dvh-8rem))]"
          shoeClassName="land w-[94%]"
        >
          <div className="absolute inset-x-4 top-4 z-10 flex items-start justify-between gap-2">
            <DropStatus view={view} />
            <Audience dropId={view.id} />
          </div>
        </Stage>
        <div className="grid content-start gap-6">
          <header className="grid gap-2">
            <p className="label text-quiet">{brand}</p>
            <h1 className="display text-name wrap-break-word">
              <span className="sr-only">{brand} </span>
              {name}
            </h1>
            <div className="flex flex-wrap items-center justify-between gap-3">
              <Swatches colorway={colorway} />
              <p className="clock text-2xl font-bold">{formatPrice(priceCents, currency)}</p>
            </div>
          </header>
          <ReserveArea view={view} />
          <DropFacts view={view} />
          <RecentPurchases purchases={view.recentPurchases} />
        </div>
      </div>
    </>
  );
}
