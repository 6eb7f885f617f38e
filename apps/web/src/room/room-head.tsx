import type { View } from '@lastpair/contracts';
import { Link } from 'wouter';
import { DropStatus } from '../drop/drop-status.tsx';
import { Stage } from '../drop/stage.tsx';
import { DropControls } from '../merchant/drop-controls.tsx';
import { OpsLinks } from '../merchant/ops-links.tsx';

/** Which drop it is, and what a merchant does to it. */
export function RoomHead({ view }: { view: View }) {
  return (
    <header className="flex flex-wrap items-center gap-4">
      <Stage
        product={view.product}
        className="grid h-28 w-40 flex-none place-items-center rounded-tile"
        shoeClassName="w-[88%]"
      />
      <div className="grid min-w-0 gap-1">
        <div className="flex flex-wrap items-center gap-2">
          <DropStatus view={view} counting />
          <Link href="/merchant" className="text-sm font-semibold underline underline-offset-4">
            All drops
          </Link>
          <Link
            href={`/drops/${view.id}`}
            className="text-sm font-semibold underline underline-offset-4"
          >
            As shoppers see it
          </Link>
        </div>
        <h1 className="display text-4xl sm:text-5xl">{view.product.name}</h1>
        <OpsLinks />
      </div>
      <div className="w-full lg:ml-auto lg:w-auto">
        <DropControls view={view} />
      </div>
    </header>
  );
}
